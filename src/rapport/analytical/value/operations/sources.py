"""The registered source of purchases."""

from collections.abc import Sequence
from uuid import UUID

from rapport.analytical.value.contracts import PurchaseSource
from rapport.kernel.errors import Conflict

_sources: list[PurchaseSource] = []


def register_purchase_source(source: PurchaseSource) -> None:
    """Have worth counted from these purchases; a second source is refused, or revenue would count twice."""
    if _sources and _sources[0] is not source:
        raise Conflict("Purchases have a source already.")
    _sources[:] = [source]


def find_purchase_source() -> PurchaseSource | None:
    """Return the source, or None while no room sells anything."""
    return _sources[0] if _sources else None


def load_ledger(table: str, *, currency: str, party_ids: Sequence[UUID] | None = None) -> bool:
    """Insert what was learnt of purchases, and when, into a temporary table; False while no room sells.

    See `PurchaseSource.load_ledger` for its columns.
    """
    source = find_purchase_source()
    if source is None:
        return False
    source.load_ledger(table, currency=currency, party_ids=party_ids)
    return True
