"""How far an order may go from where it stands."""

PLACED, PAID, SHIPPED, COMPLETED, CANCELLED, REFUNDED = (
    *("placed", "paid", "shipped", "completed", "cancelled", "refunded"),
)

NEXT: dict[str, tuple[str, ...]] = {
    PLACED: (PAID, SHIPPED, COMPLETED, CANCELLED),
    PAID: (SHIPPED, COMPLETED, CANCELLED, REFUNDED),
    SHIPPED: (COMPLETED, REFUNDED),
    COMPLETED: (REFUNDED,),
    CANCELLED: (),
    REFUNDED: (),
}
STANDING = frozenset(NEXT) - {CANCELLED}


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
