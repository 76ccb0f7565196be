"""A demo shop goes on living while somebody looks: its visits and orders go through the ordinary doors."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from rapport.bigdata.ingest.api import (
    find_holder,
    list_sources,
    read_json,
    show_secret,
    sign_identity,
    take_events,
)
from rapport.customers.party.api import get_customer
from rapport.kernel.identity.api import Actor, system_actor
from rapport.kernel.tenancy.api import TenantProfile, as_tenant
from rapport.operational.orders.api import NewLine, NewOrder, list_orders, upsert_orders
from rapport.site.demo.fill.behaviour import NAMES
from rapport.site.demo.life import STRETCH, Visit, draw_visits, due
from rapport.site.demo.profiles import Profile
from rapport.site.demo.world import PROFILES

SOURCE = "simulation"


def find_profile(tenant: TenantProfile) -> Profile | None:
    """Return what a demo shop is drawn from; None for every other business."""
    return next((one for one in PROFILES if one.slug == tenant.slug), None)


def live_on(profile: Profile, tenant: TenantProfile, stretch: int) -> int:
    """Have happen what falls into a stretch of time; returns how many events were told.

    The same stretch again has no further effect: events and orders keep their ids. Nothing happens where the
    shop's simulated source was shut, renamed or removed.
    """
    actor = system_actor(tenant.id)
    with as_tenant(tenant.id):
        source = list_sources(actor).filter(name=NAMES[profile.language], kind="site", active=True).first()
        if source is None:
            return 0
        secret = show_secret(source.id, actor=actor)
        told = []
        for visit in draw_visits(profile, stretch):
            told += _tell(visit, stretch, secret, actor)
    holder = find_holder(source.key)
    if holder is None or not told:
        return 0
    now = datetime.fromtimestamp((stretch + 1) * STRETCH, UTC)
    take_events(holder, read_json(msgspec.json.encode(told)), received_at=now)
    return len(told)


def _tell(visit: Visit, stretch: int, secret: str, actor: Actor) -> list[dict[str, Any]]:
    """Return the events of a visit that are due; a customer says who they are, whoever buys orders."""
    events = due(visit, stretch)
    if not events:
        return []
    customer_id = _find_customer(visit.customer, actor) if visit.customer is not None else None
    more: list[dict[str, Any]] = []
    if events[0] is visit.events[0] and customer_id is not None:
        more += _identify(visit, customer_id, secret, actor)
    if events[-1] is visit.events[-1] and visit.buys:
        more += _order(visit, customer_id, actor)
    return events + more


def _find_customer(share: float, actor: Actor) -> UUID | None:
    """Return one of those who ordered before, who orders more often the likelier; None where nobody did."""
    buyers = (
        list_orders(actor).filter(party_id__isnull=False).order_by("id").values_list("party_id", flat=True)
    )
    place = int(share * buyers.count())
    return next(iter(buyers[place : place + 1]), None)


def _identify(visit: Visit, customer_id: UUID, secret: str, actor: Actor) -> list[dict[str, Any]]:
    """Return the event by which a page says who signed in, with the shop's signature."""
    points = get_customer(customer_id, actor=actor).contact_points
    email = next((point.value for point in points if point.kind == "email"), None)
    if email is None:
        return []
    first = visit.events[0]
    said = {"event": "identify", "email": email, "signature": sign_identity(secret, None, email)}
    return [
        {**{name: first[name] for name in ("visitor", "session", "at")}, "id": f"{first['id']}-who", **said}
    ]


def _order(visit: Visit, customer_id: UUID | None, actor: Actor) -> list[dict[str, Any]]:
    """Place the order of what lies in the cart, and return the event the thank-you page tells."""
    cart, last = visit.cart, visit.events[-1]
    if cart is None or "price" not in cart:
        return []
    number = f"SIM-{last['id'][:10].upper()}"
    line = NewLine(
        quantity=Decimal(1), unit_price=Decimal(cart["price"]), sku=cart["sku"], description=cart["product"]
    )
    order = NewOrder(
        number=number,
        source=SOURCE,
        party_id=customer_id,
        placed_at=datetime.fromisoformat(last["at"]),
        channel="web",
        currency=cart["currency"],
        tax_included=True,
        guest_name="" if customer_id else "Guest 访客",
        lines=(line,),
    )
    upsert_orders([(0, order)], "create", actor=actor)
    return [
        {
            **{name: last[name] for name in ("visitor", "session", "at")},
            "id": f"{last['id']}-order",
            "event": "order",
            "order": number,
            "value": cart["price"],
            "currency": cart["currency"],
        }
    ]
