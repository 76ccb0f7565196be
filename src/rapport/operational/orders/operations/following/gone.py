"""An order that its own system deleted."""

from rapport.kernel.work.api import Work
from rapport.operational.orders.models import Order
from rapport.operational.orders.operations.changing import move_status, touch_order
from rapport.operational.orders.rules.statuses import CANCELLED, may_become


def drop_order(source: str, external_id: str, version: int, work: Work) -> Order | None:
    """Cancel an order its system deleted, unless it was shipped; None when it never came.

    `version` is how new the word of its deletion is: older reports of the order change nothing any more.
    """
    order = Order.objects.select_for_update().filter(source=source, external_id=external_id).first()
    if order is None or version < order.source_version:
        return order
    order.source_version = version
    if may_become(order.status, CANCELLED):
        move_status(order, CANCELLED, work)
    else:
        touch_order(order, work)
        order.save()
    return order
