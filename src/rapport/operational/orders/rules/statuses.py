"""How far an order may go from where it stands."""

PLACED, PAID, PACKED, SHIPPED, DELIVERED = "placed", "paid", "packed", "shipped", "delivered"
COMPLETED, CANCELLED, RETURNED, REFUNDED = "completed", "cancelled", "returned", "refunded"

NEXT: dict[str, tuple[str, ...]] = {
    PLACED: (PAID, PACKED, SHIPPED, COMPLETED, CANCELLED),
    PAID: (PACKED, SHIPPED, COMPLETED, CANCELLED, REFUNDED),
    PACKED: (SHIPPED, COMPLETED, CANCELLED, REFUNDED),
    SHIPPED: (DELIVERED, COMPLETED, RETURNED, REFUNDED),
    DELIVERED: (COMPLETED, RETURNED, REFUNDED),
    COMPLETED: (RETURNED, REFUNDED),
    CANCELLED: (),
    RETURNED: (REFUNDED,),
    REFUNDED: (),
}
STANDING = frozenset(NEXT) - {CANCELLED}
ROAD = (PLACED, PAID, PACKED, SHIPPED, DELIVERED, COMPLETED)
"""The way most orders go, step by step."""


def may_become(before: str, after: str) -> bool:
    """Tell whether somebody here may take an order from one status to another.

    Shipped goods are not cancelled but returned and refunded; a cancelled order stays cancelled when its
    money goes back. A connected shop is not asked: what it says of its own orders is so.
    """
    return after in NEXT.get(before, ())


def after_payment(status: str, *, total: int, paid: int) -> str:
    """Return the status once this much was paid: a placed order that is paid in full is paid."""
    return PAID if status == PLACED and paid >= total else status


def after_refund(status: str, *, paid: int, refunded: int) -> str:
    """Return the status once this much was given back: all of what was paid makes it refunded."""
    return REFUNDED if paid > 0 and refunded >= paid and may_become(status, REFUNDED) else status


def may_take_back(before: str, after: str, *, paid: int, refunded: int) -> bool:
    """Tell whether the step from `before` to `after` may be taken back: not the first, nor what money did."""
    by_money = (after == PAID and paid > 0) or (after == REFUNDED and refunded > 0)
    return bool(before) and not by_money
