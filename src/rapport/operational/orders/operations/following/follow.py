"""Writing what another system says of its orders: a few statements however many there are."""

from collections.abc import Sequence
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext as _

from rapport.kernel.errors import Conflict, RapportError
from rapport.kernel.identity.api import Actor
from rapport.kernel.tenancy.api import get_own_tenant
from rapport.kernel.work.api import Work, unit_of_work
from rapport.operational.orders.contracts import NewOrder, OrderRowOutcome
from rapport.operational.orders.models import Order, OrderAddress, OrderLine, StatusChange
from rapport.operational.orders.operations import customers
from rapport.operational.orders.operations.costing import cost_lines
from rapport.operational.orders.operations.finding import index_orders
from rapport.operational.orders.operations.following.facts import record_changes
from rapport.operational.orders.operations.following.known import read_known
from rapport.operational.orders.operations.following.plan import Change, Plan
from rapport.operational.orders.operations.past.rows import Entry
from rapport.operational.orders.operations.past.writing import write_pasts
from rapport.operational.orders.operations.placing import address_rows, make_step

_COLUMNS = (
    *("external_id", "source_version", "party", "unit", "kind", "status", "placed_at", "channel", "country"),
    *("currency", "tax_included", "subtotal_minor", "discount_minor", "shipping_minor", "tax_minor"),
    *("total_minor", "guest_name", "guest_email", "guest_phone", "note", "version", "batch_id", "updated_at"),
)
_SIZE = 2000


def upsert_orders(
    rows: Sequence[tuple[int, NewOrder]], mode: str, *, actor: Actor, batch_id: UUID | None = None
) -> list[OrderRowOutcome]:
    """Create, update or upsert orders, known by source and number; `mode` says which.

    An order that exists takes over what the row says: lines, sums, status, from wherever it stood. Raises
    `Forbidden` without the right; whatever is wrong with a row is that row's answer.
    """
    for verb in {"create": ("create",), "update": ("edit",), "upsert": ("create", "edit")}[mode]:
        actor.require(verb, "order")
    with unit_of_work(actor, batch_id=batch_id) as work:
        return follow_orders(rows, mode, work)


def follow_orders(rows: Sequence[tuple[int, NewOrder]], mode: str, work: Work) -> list[OrderRowOutcome]:
    """Write these orders in the running transaction; the caller has authorised it."""
    known = read_known([new for _index, new in rows], work.actor)
    plan = Plan(known, work, get_own_tenant(work.actor.tenant_id), mode)
    answers = [_answer(plan, index, new) for index, new in rows]
    _write(list(plan.changes.values()), work)
    return answers


def _answer(plan: Plan, index: int, new: NewOrder) -> OrderRowOutcome:
    try:
        order_id, outcome = plan.take(new)
    except RapportError as error:
        return OrderRowOutcome(index, None, None, error.code, error.message, error.fields)
    return OrderRowOutcome(index, order_id, outcome)


def _write(changes: list[Change], work: Work) -> None:
    fresh = [change for change in changes if not change.before]
    known = [change for change in changes if change.before]
    try:
        Order.objects.bulk_create((change.order for change in fresh), batch_size=_SIZE)
    except IntegrityError as error:
        if "sales_order_" in str(error):
            raise Conflict(_("Somebody wrote one of these orders meanwhile."), code="meanwhile") from error
        raise
    Order.objects.bulk_create(
        (change.order for change in known),
        batch_size=_SIZE,
        update_conflicts=True,
        unique_fields=("tenant_id", "source", "number"),
        update_fields=_COLUMNS,
    )
    own = get_own_tenant(work.actor.tenant_id).currency
    cost_lines((line for change in changes for line in change.lines), own)
    _rewrite_satellites(known, changes, work)
    parties = {party for change in changes for party in (change.party_before, change.order.party_id)}
    customers.recount(parties, work)
    customers.note_many([(change.order, change.before) for change in changes], work)
    record_changes(changes, work)
    write_pasts([Entry(one.order, one.lines, one.new.past) for one in fresh if one.new.past], work)
    index_orders([change.order for change in changes])


def _rewrite_satellites(known: list[Change], changes: list[Change], work: Work) -> None:
    """Write lines and addresses anew, and a step where the status moved."""
    ids = [change.order.id for change in known]
    if ids:
        OrderLine.objects.filter(order_id__in=ids).delete()
        stated = [change.order.id for change in known if change.new.addresses]
        OrderAddress.objects.filter(order_id__in=stated).delete()
    OrderLine.objects.bulk_create((line for change in changes for line in change.lines), batch_size=_SIZE)
    OrderAddress.objects.bulk_create(
        (row for change in changes for row in address_rows(change.new, change.order)), batch_size=_SIZE
    )
    StatusChange.objects.bulk_create(
        (_step(change, work) for change in changes if change.before != change.order.status),
        batch_size=_SIZE,
    )


def _step(change: Change, work: Work) -> StatusChange:
    """Return the step a change makes; a new order with a past begins where it was placed."""
    if change.before:
        return make_step(change.order, change.before, work)
    step = make_step(change.order, "", work, at=change.order.placed_at)
    if change.new.past and change.new.past.steps:
        step.after = Order.Status.PLACED
    return step
