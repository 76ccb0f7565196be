"""Pure decisions of products: the stages of life, what may be written, and the key lists sort by."""

from decimal import Decimal

STAGES = ("design", "launch", "growth", "mature", "decline", "retired")
WRITABLE = frozenset(
    {"sku", "name", "description", "category_id", "stage", "currency", "unit_price", "cost", "active"}
)
NAME_LENGTH = 300


def name_key(name: str) -> str:
    """Return the case-folded name, single-spaced, cut to the column's length."""
    return " ".join(name.casefold().split())[:NAME_LENGTH]


def is_cheaper(price: Decimal, before: Decimal) -> bool:
    """Tell whether a price dropped by at least one percent: less is a matter of rounding."""
    return before > 0 and price <= before * Decimal("0.99")


def share_left(price: Decimal, cost: Decimal | None) -> float | None:
    """Return the margin as a share of the price, None where the cost is not known or nothing is asked."""
    return float((price - cost) / price) if cost is not None and price > 0 else None
