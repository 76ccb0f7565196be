"""A demo shop's journeys: live, with those who are on the way and those who were, as their orders tell."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from rapport.collaborative.delivery.api import list_accounts, switch_account
from rapport.kernel.identity.api import Actor
from rapport.kernel.lots import LOTS, draw_lot
from rapport.kernel.tenancy.api import as_tenant
from rapport.kernel.work.api import work_as_of
from rapport.operational.journeys.api import (
    Graph,
    JourneyDraft,
    Node,
    Trip,
    create_journey,
    enter_trips,
    publish_journey,
    read_graph,
)
from rapport.site.demo.journeys import Leg, list_legs
from rapport.site.demo.records import Shop

AGE = timedelta(days=120)
"""How long the journeys have been live."""
LATE = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Past:
    """When each customer came and ordered, and what day it is."""

    now: datetime
    came: Mapping[UUID, datetime]
    bought: Mapping[UUID, list[datetime]]


def fill_journeys(shop: Shop, ids: Mapping[str, UUID], staff: Mapping[str, Actor], now: datetime) -> None:
    """Draw the journeys, put them live, and write down who has been on them since."""
    owner = staff[f"owner@{shop.slug}.example.com"]
    with as_tenant(owner.tenant_id):
        account = list_accounts(owner).filter(channel="email", name=shop.name).order_by("id")[0]
    switch_account(account.id, active=True, actor=owner)
    past = Past(now, {ids[one.ref]: one.since for one in shop.people}, _purchases(shop, ids))
    for leg in list_legs(shop):
        graph = read_graph({"steps": list(leg.steps)})
        draft = JourneyDraft(leg.name, leg.about, email_account_id=account.id)
        with work_as_of(now - AGE):
            made = create_journey(draft, actor=owner, graph=graph)
            publish_journey(made.id, actor=owner)
        trips = [_travel(graph, party, at, past) for party, at in _coming(leg, past)]
        enter_trips(made.id, trips, actor=owner)
    switch_account(account.id, active=False, actor=owner)


def _purchases(shop: Shop, ids: Mapping[str, UUID]) -> dict[UUID, list[datetime]]:
    found: dict[UUID, list[datetime]] = defaultdict(list)
    for order in sorted(shop.orders, key=lambda one: one.at):
        if order.customer and order.status != "cancelled":
            found[ids[order.customer]].append(order.at)
    return found


def _coming(leg: Leg, past: Past) -> Iterator[tuple[UUID, datetime]]:
    """Yield who came in when: as customers came, left carts now and then, or stayed away."""
    since = past.now - AGE
    for party, came in past.came.items():
        match leg.key:
            case "welcome":
                moments = [came]
            case "cart":
                moments = [past.now - AGE * _lot("cart", party)] if _lot("left", party) < 0.12 else []
            case "cheaper":
                moments = [past.now - AGE * _lot("price", party)] if _lot("seen", party) < 0.05 else []
            case _:
                orders = past.bought.get(party, [])
                gaps = zip(orders[1:], [*orders, past.now][2:], strict=True)
                moments = [one + LATE for one, other in gaps if other - one > LATE]
        yield from ((party, at) for at in moments[-1:] if since < at < past.now)


def _travel(graph: Graph, party: UUID, entered: datetime, past: Past) -> Trip:
    """Return how far somebody who came in then has come by now, as the steps say."""
    entry = graph.entry
    days = timedelta(days=entry.number("goal_days"))
    bought = [one for one in past.bought.get(party, []) if entered < one <= entered + days]
    goal = bought[0] if bought else None
    if _lot("held", party) * 100 < entry.number("hold_out"):
        return Trip(party, entered, (entry.id,), entered, entered, "held-out", goal, held_out=True)
    ends = goal if goal and entry.text("goal_ends") == "yes" else None
    at, path, node = entered, [entry.id], entry
    while node.kind != "exit":
        due, way = _leave(node, party, at, past)
        stop = min(due, ends or due, past.now)
        if stop < due and stop == ends:
            return Trip(party, entered, tuple(path), due, ends, "goal", goal)
        if due > past.now:
            return Trip(party, entered, tuple(path), due, goal_at=goal)
        at, node = due, graph.nodes[node.after[way]]
        path.append(node.id)
    return Trip(party, entered, tuple(path), at, at, "done", goal)


def _leave(node: Node, party: UUID, at: datetime, past: Past) -> tuple[datetime, str]:
    """Return when and by which way somebody leaves a step they came to then."""
    if node.kind in ("wait", "await"):
        unit = {"hours": timedelta(hours=1), "days": timedelta(days=1)}[node.text("unit")]
        due = at + node.number("amount") * unit
        if node.kind == "wait":
            return due, "next"
        heard = [one for one in past.bought.get(party, []) if at < one <= due]
        return (heard[0], "came") if heard else (due, "not")
    if node.kind == "until":
        hour = int(node.text("clock")[:2])
        morning = at.astimezone(UTC).replace(hour=hour, minute=0, second=0, microsecond=0)
        return (morning if morning > at else morning + timedelta(days=1)), "next"
    if node.kind in ("branch", "split"):
        first, second = node.after
        return at, first if _lot(node.id, party) < 0.5 else second
    return at, "next"


def _lot(salt: str, party: UUID) -> float:
    """Return a share of one that is always the same for a customer."""
    return draw_lot(salt, party) / LOTS
