"""Changing what surrounds an order: whose it is, who is answerable, the note, the guest's contact."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from rapport.kernel.errors import Invalid
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import unit_of_work
from rapport.operational.orders.events import OrderChanged
from rapport.operational.orders.models import Order, OrderLine
from rapport.operational.orders.operations import customers
from rapport.operational.orders.operations.changing import lock_order, touch_order
from rapport.operational.orders.operations.finding import index_orders
from rapport.operational.orders.operations.states import state_of

EDITABLE = {
    "party_id": 0,
    "note": 10_000,
    "guest_name": 300,
    "guest_email": 254,
    "guest_phone": 40,
    "channel": 40,
}


def update_order(
    order_id: UUID, values: dict[str, Any], *, actor: Actor, version: int | None = None
) -> Order:
    """Change an order's customer, note, channel or guest contact; sums and lines are not edited but returned.

    Giving a guest's order to a customer counts it as theirs from now on. Raises `Missing`, `Invalid`,
    `Conflict` when `version` is not the present one.
    """
    actor.require("edit", "order")
    with unit_of_work(actor) as work:
        order = lock_order(order_id, actor, version=version)
        actor.require_fields("order", values)
        _check(values)
        if values.get("party_id") is not None:
            values = {**values, "party_id": customers.require_party(values["party_id"], actor).id}
        changed = {name: value for name, value in values.items() if getattr(order, name) != value}
        if not changed:
            return order
        before = order.party_id
        for name, value in changed.items():
            setattr(order, name, value)
        touch_order(order, work)
        order.save()
        index_orders([order])
        if "party_id" in changed:
            customers.recount([before, order.party_id], work)
            customers.note_given(order, work)
        lines = OrderLine.objects.filter(order_id=order.id).order_by("position")
        work.record(state_of(order, lines, OrderChanged))
    return order


def _check(values: dict[str, Any]) -> None:
    wrong = {name: _("There is no such field.") for name in values.keys() - EDITABLE.keys()}
    for name, most in EDITABLE.items():
        text = values.get(name)
        if isinstance(text, str) and (len(text) > most or "\x00" in text):
            wrong[name] = _("At most %(count)s characters.") % {"count": most}
    if wrong:
        raise Invalid(_("The order is not right yet."), fields=wrong)
