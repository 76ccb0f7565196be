"""Placing an order: by hand, by the API, or for a connected shop."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext as _

from rapport.kernel.errors import Conflict, Unknown
from rapport.kernel.identity.api import Actor, Scope, list_units
from rapport.kernel.tenancy.api import get_own_tenant
from rapport.kernel.work.api import Work, unit_of_work
from rapport.operational.orders.contracts import NewOrder
from rapport.operational.orders.events import OrderPlaced
from rapport.operational.orders.models import Order, OrderAddress, OrderLine, StatusChange
from rapport.operational.orders.operations import customers
from rapport.operational.orders.operations.checks import check_order
from rapport.operational.orders.operations.costing import cost_lines
from rapport.operational.orders.operations.finding import index_orders
from rapport.operational.orders.operations.lines import Basket, fill_basket, load_shelf
from rapport.operational.orders.operations.series import next_number
from rapport.operational.orders.operations.states import state_of

SAME = (
    *("source", "external_id", "source_version", "kind", "status", "channel", "tax_included"),
    *("guest_name", "guest_phone", "note"),
)
_ADDRESS = ("purpose", "name", "company", "line", "city", "region", "postcode", "phone")


def place_order(new: NewOrder, *, actor: Actor, batch_id: UUID | None = None) -> Order:
    """Place an order: sums by the rules, products and customer looked up, history and counters kept.

    Raises `Invalid` naming the fields (an unknown customer, product or currency, a discount above the
    goods), `Conflict` when the source has that number or id already, `Forbidden` without the right.
    """
    actor.require("create", "order")
    with unit_of_work(actor, batch_id=batch_id) as work:
        tenant = get_own_tenant(actor.tenant_id)
        currency = new.currency or tenant.currency
        check_order(new, currency)
        basket = fill_basket(new, currency, load_shelf([new]))
        party = customers.require_party(new.party_id, actor) if new.party_id else None
        unit_id = place_unit(new.unit_id, party.unit_id if party else None, actor)
        require_free(new)
        new = replace(new, party_id=party.id if party else None, country=new.country or tenant.country)
        order = make_order(new, basket, currency, unit_id, work)
        if not order.number:
            order.number = next_number("O", order.placed_at.year)
        insert_order(order)
        rows = basket.rows(order)
        cost_lines(rows, tenant.currency)
        write_satellites(new, order, rows, work)
        customers.note_placed(order, work)
        index_orders([order])
        work.record(state_of(order, rows, OrderPlaced))
    return order


def insert_order(order: Order) -> None:
    """Write the order's row; raises `Conflict` when another call took its number at the same moment."""
    try:
        order.save(force_insert=True)
    except IntegrityError as error:
        if "sales_order_number" in str(error) or "sales_order_external" in str(error):
            raise Conflict(_("This order came in already."), code="number-taken") from error
        raise


def make_order(new: NewOrder, basket: Basket, currency: str, unit_id: UUID | None, work: Work) -> Order:
    """Return the row of a new order, not yet written."""
    sums = basket.order
    return Order(
        **{name: getattr(new, name) for name in SAME},
        number=new.number,
        party_id=new.party_id,
        unit_id=unit_id,
        owner_id=work.actor.member_id,
        placed_at=new.placed_at or work.now,
        country=new.country.upper(),
        currency=currency,
        guest_email=new.guest_email.strip().lower(),
        subtotal_minor=sums.subtotal_minor,
        discount_minor=sums.discount_minor,
        shipping_minor=sums.shipping_minor,
        tax_minor=sums.tax_minor,
        total_minor=sums.total_minor,
        batch_id=work.batch_id,
        created_at=work.now,
        updated_at=work.now,
    )


def write_satellites(new: NewOrder, order: Order, rows: list[OrderLine], work: Work) -> None:
    """Write the lines, addresses and first step of an order."""
    OrderLine.objects.bulk_create(rows)
    OrderAddress.objects.bulk_create(address_rows(new, order))
    note_step(order, "", work, at=order.placed_at)


def address_rows(new: NewOrder, order: Order) -> list[OrderAddress]:
    """Return an order's addresses as rows."""
    return [
        OrderAddress(
            order=order,
            batch_id=order.batch_id,
            **{name: getattr(address, name) for name in _ADDRESS},
            country=address.country.upper(),
        )
        for address in new.addresses
    ]


def note_step(order: Order, before: str, work: Work, *, reason: str = "", at: datetime | None = None) -> None:
    """Write one step of an order's history."""
    make_step(order, before, work, reason=reason, at=at).save(force_insert=True)


def make_step(
    order: Order, before: str, work: Work, *, reason: str = "", at: datetime | None = None
) -> StatusChange:
    """Return one step of an order's history, not yet written."""
    return StatusChange(
        order=order,
        before=before,
        after=order.status,
        at=(at or work.now).astimezone(UTC),
        actor_id=work.actor.id,
        actor_name=work.actor.name[:200],
        reason=reason[:500],
        batch_id=work.batch_id,
    )


def place_unit(wanted: UUID | None, of_party: UUID | None, actor: Actor) -> UUID | None:
    """Return the unit an order belongs to; raises `Invalid` when it lies beyond what the actor may enter."""
    scope = actor.require("create", "order")
    unit_id = wanted or of_party or actor.unit_id
    if scope is Scope.ALL:
        if wanted and not list_units(actor).filter(id=wanted).exists():
            reason = _("There is no such unit.")
            raise Unknown(reason, fields={"unit_id": reason})
        return unit_id
    reach = actor.unit_ids if scope is Scope.SUBTREE else (actor.unit_id,)
    if scope in (Scope.SUBTREE, Scope.UNIT) and unit_id not in reach:
        reason = _("There is no such unit.")
        raise Unknown(reason, fields={"unit_id": reason})
    return unit_id


def require_free(new: NewOrder) -> None:
    """Raise `Conflict` when the source has an order of that number or id already."""
    known = Order.objects.filter(source=new.source)
    if new.number and known.filter(number=new.number).exists():
        reason = _("An order with this number exists already.")
        raise Conflict(reason, code="number-taken", fields={"number": reason})
    if new.external_id and known.filter(external_id=new.external_id).exists():
        reason = _("This order came in already.")
        raise Conflict(reason, code="external-id-taken", fields={"external_id": reason})
