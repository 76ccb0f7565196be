"""Reads of orders, always within what the actor may see."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import Actor, within_scope
from rapport.operational.orders.contracts import OrderBrief
from rapport.operational.orders.models import Order


def list_orders(actor: Actor, verb: str = "view") -> QuerySet[Order]:
    """Return the orders the actor may view (or edit), unordered; raises `Forbidden` without any right."""
    return within_scope(Order.objects.all(), actor, verb, "order")


def get_order(order_id: UUID, actor: Actor, verb: str = "view") -> Order:
    """Return an order within the actor's scope; raises `Missing`, the same for a stranger's and for none."""
    return _one(list_orders(actor, verb), order_id)


def get_order_for_update(order_id: UUID, actor: Actor, verb: str = "edit") -> Order:
    """Return an order locked until the transaction ends, for an actor who may change it."""
    return _one(list_orders(actor, verb).select_for_update(), order_id)


def find_order_of(source: str, external_id: str) -> OrderBrief | None:
    """Return the order another system knows by this id, or None; the caller acts for that system."""
    order = Order.objects.filter(source=source, external_id=external_id).first() if external_id else None
    return brief(order) if order else None


def search_orders(rows: QuerySet[Order], text: str) -> QuerySet[Order]:
    """Narrow to orders whose number begins with the text, or whose guest gave exactly this e-mail address."""
    text = text.strip().removeprefix("#")
    if not text:
        return rows
    if "@" in text:
        return rows.filter(guest_email=text.lower())
    return rows.filter(number__gte=text, number__lt=_after(text))


def list_party_orders(actor: Actor, party_id: UUID, limit: int = 10) -> list[OrderBrief]:
    """Return a customer's newest orders."""
    rows = list_orders(actor).filter(party_id=party_id).order_by("-placed_at", "id")[:limit]
    return [brief(row) for row in rows]


def brief(order: Order) -> OrderBrief:
    """Return an order as lists show it."""
    return OrderBrief(
        id=order.id,
        number=order.number,
        source=order.source,
        kind=order.kind,
        status=order.status,
        placed_at=order.placed_at,
        party_id=order.party_id,
        channel=order.channel,
        country=order.country,
        currency=order.currency,
        total_minor=order.total_minor,
    )


def _one(rows: QuerySet[Order], order_id: UUID) -> Order:
    order = rows.filter(Q(id=order_id)).first()
    if order is None:
        raise Missing(_("There is no such order."))
    return order


def _after(text: str) -> str:
    """Return the least text after all that begin with this one, in byte order: a range an index serves."""
    last = min(ord(text[-1]) + 1, 0x10FFFF)
    return text[:-1] + chr(0xE000 if 0xD800 <= last <= 0xDFFF else last)
