"""An order's facts: the whole public state, once for all that publish it."""

from collections.abc import Iterable
from typing import Any, TypeVar

from rapport.operational.orders.events import LineState, OrderState
from rapport.operational.orders.models import Order, OrderLine

S = TypeVar("S", bound=OrderState)
_SAME = (
    *("version", "number", "source", "external_id", "kind", "status", "party_id", "unit_id", "placed_at"),
    *("channel", "country", "currency", "tax_included", "subtotal_minor", "discount_minor"),
    *("shipping_minor", "tax_minor", "total_minor", "paid_minor", "refunded_minor"),
)


def state_of(order: Order, lines: Iterable[OrderLine], kind: type[S], **more: Any) -> S:
    """Return the fact of this kind about an order with its lines."""
    same = {name: getattr(order, name) for name in _SAME}
    return kind(order_id=order.id, lines=tuple(_line(line) for line in lines), **same, **more)


def _line(line: OrderLine) -> LineState:
    return LineState(
        line_id=line.id,
        position=line.position,
        sku=line.sku,
        product_id=line.product_id,
        description=line.description,
        quantity=format(line.quantity.normalize(), "f"),
        unit_price=format(line.unit_price.normalize(), "f"),
        discount_minor=line.discount_minor,
        tax_minor=line.tax_minor,
        total_minor=line.total_minor,
    )
