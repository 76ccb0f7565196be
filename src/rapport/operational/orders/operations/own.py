"""The business's own fields of an order."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from rapport.kernel.fields.api import load_values, write_values
from rapport.kernel.fields.events import RecordFieldsChanged
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import unit_of_work
from rapport.operational.orders.models import Order
from rapport.operational.orders.operations.changing import lock_order, touch_order

KIND = "order"


def set_order_fields(
    order_id: UUID, values: Mapping[str, Any], *, actor: Actor, version: int | None = None
) -> Order:
    """Set the custom fields named by code, None empties one; the order gets its next version.

    Raises `Missing`, `Invalid` naming each value refused, `Forbidden`, `Conflict` when `version` is old.
    """
    with unit_of_work(actor) as work:
        order = lock_order(order_id, actor, version=version)
        write_values(KIND, order.id, values, actor=actor)
        touch_order(order, work)
        order.save(update_fields=("version", "updated_at"))
        held = load_values(KIND, [order.id]).get(order.id, {})
        work.record(RecordFieldsChanged(record_id=order.id, kind=KIND, version=order.version, values=held))
    return order
