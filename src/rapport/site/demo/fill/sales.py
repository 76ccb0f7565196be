"""The orders of a demo shop: two years of them, and what came back."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from rapport.kernel.identity.api import Actor
from rapport.kernel.money.api import set_rates, to_minor
from rapport.operational.orders.api import (
    NewLine,
    NewOrder,
    NewPayment,
    NewReturn,
    get_order,
    list_lines,
    receive_payment,
    receive_return,
    upsert_orders,
)
from rapport.site.demo.records import Order, Shop

CHUNK = 10_000
SOURCE = "web"
STATUSES = {"delivered": "completed"}
REASONS = {
    "damaged": "damaged",
    "not as described": "not_as_described",
    "too late": "too_late",
    "changed my mind": "changed_mind",
    "wrong item": "wrong_item",
}
PAID_LATELY, SENT_BACK_LATELY = timedelta(days=3), timedelta(days=60)
"""Money and returns are entered one by one, so only the latest are: older ones count as settled elsewhere."""


def set_currencies(shop: Shop, *, actor: Actor) -> None:
    """Set a rate for each currency the shop sells in, from before its first order."""
    first = min(order.at for order in shop.orders).date() - timedelta(days=1)
    rates = [(currency, first, round(1 / rate, 6)) for currency, rate in shop.rates.items() if rate != 1]
    set_rates(rates, actor=actor)


def fill_orders(shop: Shop, ids: dict[str, UUID], units: dict[str, UUID], *, actor: Actor) -> dict[str, UUID]:
    """Enter all orders; returns the id of each number."""
    names = {product.sku: product.name for product in shop.products}
    entered: dict[str, UUID] = {}
    for start in range(0, len(shop.orders), CHUNK):
        some = shop.orders[start : start + CHUNK]
        rows = [(index, _order(order, ids, units, names)) for index, order in enumerate(some)]
        for outcome in upsert_orders(rows, "create", actor=actor):
            if outcome.id is None:
                raise ValueError(f"{some[outcome.index].number}: {outcome.reason} {outcome.fields}")
            entered[some[outcome.index].number] = outcome.id
    return entered


def _order(order: Order, ids: dict[str, UUID], units: dict[str, UUID], names: dict[str, str]) -> NewOrder:
    guest = not order.customer
    return NewOrder(
        number=order.number,
        source=SOURCE,
        status=STATUSES.get(order.status, order.status),
        party_id=ids[order.customer] if order.customer else None,
        unit_id=units[order.unit],
        placed_at=order.at,
        channel="web",
        country=order.country,
        currency=order.currency,
        tax_included=True,
        shipping_minor=to_minor(order.shipping, order.currency),
        guest_name="Guest 访客" if guest else "",
        guest_email=f"guest.{order.number.lower()}@example.org" if guest else "",
        lines=tuple(
            NewLine(
                quantity=Decimal(line.quantity),
                unit_price=line.unit_price,
                sku=line.sku,
                description=names[line.sku],
                discount_minor=to_minor(line.unit_price * line.quantity * line.discount, order.currency),
            )
            for line in order.lines
        ),
    )


def fill_afterwards(shop: Shop, entered: dict[str, UUID], *, actor: Actor) -> None:
    """Enter the money of the last days and what came back in the last months."""
    now = max(order.at for order in shop.orders)
    for order in shop.orders:
        if order.at > now - PAID_LATELY and order.status in ("paid", "shipped", "delivered"):
            _pay(order, entered[order.number], actor)
        for back in order.returns if order.at > now - SENT_BACK_LATELY else ():
            line = list_lines(entered[order.number])[back.line]
            returned = NewReturn(
                lines=((line.id, Decimal(back.quantity)),), reason=REASONS[back.reason], received_at=back.at
            )
            receive_return(entered[order.number], returned, actor=actor)


def _pay(order: Order, order_id: UUID, actor: Actor) -> None:
    total = get_order(order_id, actor=actor).total_minor
    paid_at = dict(order.history)["paid"]
    receive_payment(order_id, NewPayment(total, method=order.paid_by, received_at=paid_at), actor=actor)
