"""The orders of a demo shop: two years of them, each with all that became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from rapport.kernel.identity.api import Actor
from rapport.kernel.money.api import set_rates, to_minor
from rapport.operational.orders.api import (
    NewAddress,
    NewLine,
    NewOrder,
    Past,
    PastInvoice,
    PastPayment,
    PastReturn,
    PastStep,
    upsert_orders,
)
from rapport.site.demo.records import Order, Shop

CHUNK = 2_500
SOURCE = "web"
REASONS = {
    "damaged": "damaged",
    "not as described": "not_as_described",
    "too late": "too_late",
    "changed my mind": "changed_mind",
    "wrong item": "wrong_item",
}
PACKERS = ("packed", "shipped")
TERM = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Names:
    """What an order's references stand for: parties and units by id, and the words for people and goods."""

    ids: Mapping[str, UUID]
    units: Mapping[str, UUID]
    goods: Mapping[str, str]
    parties: Mapping[str, str]
    clerks: Mapping[str, str]


def set_currencies(shop: Shop, *, actor: Actor) -> None:
    """Set the day rates of each currency the shop sells in, from before its first order."""
    set_rates(shop.day_rates, actor=actor)


def fill_orders(shop: Shop, ids: Mapping[str, UUID], units: Mapping[str, UUID], *, actor: Actor) -> None:
    """Enter all orders with their pasts."""
    names = Names(
        ids,
        units,
        goods={product.sku: product.name for product in shop.products},
        parties={party.ref: party.name for party in (*shop.companies, *shop.people)},
        clerks={member.unit: member.name for member in shop.members},
    )
    for start in range(0, len(shop.orders), CHUNK):
        some = shop.orders[start : start + CHUNK]
        rows = [(index, _order(order, names)) for index, order in enumerate(some)]
        for outcome in upsert_orders(rows, "create", actor=actor):
            if outcome.id is None:
                raise ValueError(f"{some[outcome.index].number}: {outcome.reason} {outcome.fields}")


def _order(order: Order, names: Names) -> NewOrder:
    guest = not order.customer
    return NewOrder(
        number=order.number,
        source=SOURCE,
        party_id=None if guest else names.ids[order.customer],
        unit_id=names.units[order.unit],
        placed_at=order.at,
        channel=order.channel,
        country=order.country,
        currency=order.currency,
        tax_included=order.tax_included,
        discount_minor=_voucher(order),
        shipping_minor=to_minor(order.shipping, order.currency),
        guest_name="Guest 访客" if guest else "",
        guest_email=f"guest.{order.number.lower()}@example.org" if guest else "",
        note=order.note,
        addresses=_addresses(order, names.parties.get(order.customer, "")),
        lines=tuple(
            NewLine(
                quantity=Decimal(line.quantity),
                unit_price=line.unit_price,
                sku=line.sku,
                description=names.goods[line.sku],
                tax_rate=order.tax,
                discount_minor=to_minor(line.unit_price * line.quantity * line.discount, order.currency),
            )
            for line in order.lines
        ),
        past=_past(order, names.clerks.get(order.unit, "")),
    )


def _voucher(order: Order) -> int:
    goods = sum((line.unit_price * line.quantity * (1 - line.discount) for line in order.lines), Decimal(0))
    return to_minor(goods * order.voucher, order.currency)


def _addresses(order: Order, name: str) -> tuple[NewAddress, ...]:
    one = order.address
    if one is None:
        return ()
    return (NewAddress("delivery", name, "", one.line, one.city, one.region, one.postcode, one.country),)


def _past(order: Order, clerk: str) -> Past:
    history = dict(order.history)
    paid_at = history.get("paid") or history.get("completed")
    cancelled_at = history.get("cancelled")
    steps = order.history[1:]
    return Past(
        steps=tuple(PastStep(status, at, who=clerk if status in PACKERS else "") for status, at in steps),
        payments=(PastPayment(paid_at, method=order.paid_by),) if paid_at else (),
        refunds=(PastPayment(cancelled_at, method=order.paid_by),) if paid_at and cancelled_at else (),
        invoices=(PastInvoice(order.invoiced_at, due_on=(order.invoiced_at + TERM).date()),)
        if order.invoiced_at
        else (),
        returns=tuple(
            PastReturn(
                lines=((one.line + 1, Decimal(one.quantity)),),
                reason=REASONS[one.reason],
                at=one.at,
                refunded_at=one.refunded_at,
                method=order.paid_by,
            )
            for one in order.returns
        ),
    )
