"""The one way an order changes: locked, versioned, its fact recorded."""

from uuid import UUID

from django.utils.translation import gettext as _

from rapport.kernel.errors import Conflict
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import Work
from rapport.operational.orders.events import OrderCancelled, OrderStatusChanged
from rapport.operational.orders.models import Order, OrderLine
from rapport.operational.orders.operations import customers
from rapport.operational.orders.operations.placing import note_step
from rapport.operational.orders.operations.states import state_of
from rapport.operational.orders.queries import get_order_for_update
from rapport.operational.orders.rules.statuses import CANCELLED, STANDING


def lock_order(order_id: UUID, actor: Actor, *, version: int | None = None) -> Order:
    """Return the order locked; raises `Missing`, or `Conflict` when `version` is not the present one."""
    order = get_order_for_update(order_id, actor)
    if version is not None and version != order.version:
        raise Conflict(_("Somebody changed this order meanwhile."), code="stale-version")
    return order


def touch_order(order: Order, work: Work) -> None:
    """Give the order its next version; the caller saves it."""
    order.version += 1
    order.updated_at = work.now


def move_status(order: Order, after: str, work: Work, *, reason: str = "") -> None:
    """Take a locked order to another status, with its history, counters, timeline and facts; saves it.

    Whether it may go there is the caller's question.
    """
    before, order.status = order.status, after
    touch_order(order, work)
    order.save()
    note_step(order, before, work, reason=reason)
    if (before in STANDING) != (after in STANDING):
        customers.recount([order.party_id], work)
    customers.note_status(order, work)
    lines = list(OrderLine.objects.filter(order_id=order.id).order_by("position"))
    work.record(state_of(order, lines, OrderStatusChanged, before=before, reason=reason))
    if after == CANCELLED:
        work.record(state_of(order, lines, OrderCancelled, before=before, reason=reason))
