"""Taking an order to its next status."""

from uuid import UUID

from django.utils.translation import gettext as _

from rapport.kernel.errors import Conflict, Invalid
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import unit_of_work
from rapport.operational.orders.models import Order, StatusChange
from rapport.operational.orders.operations.changing import lock_order, move_status
from rapport.operational.orders.rules.statuses import CANCELLED, may_become, may_take_back


def change_status(
    order_id: UUID, after: str, *, actor: Actor, reason: str = "", version: int | None = None
) -> Order:
    """Take an order to another status; repeating the present one changes nothing.

    Raises `Missing`, `Invalid` on a status there is not, `Conflict` when the order cannot go there from
    where it stands or `version` is not the present one.
    """
    actor.require("edit", "order")
    with unit_of_work(actor) as work:
        order = lock_order(order_id, actor, version=version)
        actor.require_fields("order", ["status"])
        if after not in Order.Status.values:
            wrong = _("There is no such status.")
            raise Invalid(wrong, fields={"status": wrong})
        if after == order.status:
            return order
        if not may_become(order.status, after):
            raise Conflict(
                _("An order that is “%(before)s” cannot become “%(after)s”.")
                % {"before": order.get_status_display(), "after": Order.Status(after).label},
                code="status",
                fields={"status": _("Not from here.")},
            )
        move_status(order, after, work, reason=reason)
    return order


def cancel_order(order_id: UUID, *, actor: Actor, reason: str = "", version: int | None = None) -> Order:
    """Cancel an order that was not shipped; raises as `change_status` does."""
    return change_status(order_id, CANCELLED, actor=actor, reason=reason, version=version)


def take_back_step(order_id: UUID, *, actor: Actor, version: int | None = None) -> Order:
    """Take an order's last step back; history keeps both, the step and its way back.

    Raises `Missing`, `Conflict` when there is no step to take back, when money made it (that money is given
    back instead), or when `version` is not the present one.
    """
    actor.require("edit", "order")
    with unit_of_work(actor) as work:
        order = lock_order(order_id, actor, version=version)
        actor.require_fields("order", ["status"])
        step = find_last_step(order)
        if step is None:
            raise Conflict(_("There is no step of this order to take back."), code="status")
        move_status(order, step.before, work, reason=_("Taken back"))
    return order


def find_last_step(order: Order) -> StatusChange | None:
    """Return the step that brought the order where it stands, if it may be taken back."""
    step = StatusChange.objects.filter(order_id=order.id).order_by("-at", "-id").first()
    if step is None or step.after != order.status:
        return None
    free = may_take_back(step.before, step.after, paid=order.paid_minor, refunded=order.refunded_minor)
    return step if free else None
