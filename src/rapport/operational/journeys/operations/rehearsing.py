"""A dry run: the picture drawn is walked over what happened, and nothing is sent or done."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection

from rapport.customers.party.api import hash_joins, load_zones
from rapport.kernel.identity.api import Actor
from rapport.kernel.settings.api import get_setting
from rapport.kernel.work.api import Work, unit_of_work
from rapport.operational.journeys.contracts import JourneyLine
from rapport.operational.journeys.contracts.graph import Graph
from rapport.operational.journeys.models import Journey, JourneyRehearsal, JourneyRehearsed
from rapport.operational.journeys.operations.finding import find_sql
from rapport.operational.journeys.operations.hearing import means
from rapport.operational.journeys.operations.messages import ask_reach
from rapport.operational.journeys.operations.remembering import read_past
from rapport.operational.journeys.queries.journeys import line_of
from rapport.operational.journeys.rules.graph import read_graph
from rapport.operational.journeys.rules.rehearsing import COMING, LEAVING, Past, Rehearsed, rehearse

MOST, KEPT = 100_000, 1_000
"""How many are looked at, those who came last; how many of them are kept by name."""
Coming = list[tuple[datetime, UUID]]


def run_rehearsal(rehearsal_id: UUID, *, actor: Actor) -> int:
    """Walk a dry run and keep what came of it; returns how many came in. Safe to run twice."""
    with unit_of_work(actor) as work:
        row = JourneyRehearsal.objects.select_for_update().filter(id=rehearsal_id).first()
        if row is None or row.state == "done":
            return 0
        line, graph = line_of(Journey.objects.get(id=row.journey_id)), read_graph(row.graph)
        found = list(_coming(graph, row, work))
        coming = sorted(found, key=lambda one: one[0])[-MOST:]
        past = _remember(line, graph, coming, row, work)
        trips = rehearse(graph, coming, past)
        row.people, row.cut, row.state = len(trips), len(found) > len(coming), "done"
        row.counts = _count(graph, trips, past)
        row.save()
        JourneyRehearsed.objects.filter(rehearsal=row).delete()
        JourneyRehearsed.objects.bulk_create(
            JourneyRehearsed(
                rehearsal=row,
                party_id=one.party_id,
                entered_at=one.entered_at,
                node=one.path[-1],
                why=one.why,
            )
            for one in trips[-KEPT:]
        )
    return len(trips)


def _coming(graph: Graph, row: JourneyRehearsal, work: Work) -> Iterator[tuple[datetime, UUID]]:
    """Yield when who would have come in, before conditions and the rule of coming again."""
    entry, tenant_id = graph.entry, work.actor.tenant_id
    match entry.text("trigger"):
        case "segment":
            yield from read_past(tenant_id, "segment.moved.v1", row.since, lambda told: means(entry, told))
        case "fact":
            yield from read_past(tenant_id, entry.text("fact"), row.since, lambda told: means(entry, told))
        case _:
            zone = ZoneInfo(get_setting("business.zone"))
            clock = time.fromisoformat(entry.text("clock"))
            day = row.since.astimezone(zone).date()
            while (at := datetime.combine(day, clock, tzinfo=zone)) <= row.until:
                day += timedelta(days=1)
                if at > row.since:
                    yield from ((at, one) for one in _find(entry.text("filter"), at, work.actor))


def _remember(line: JourneyLine, graph: Graph, coming: Coming, row: JourneyRehearsal, work: Work) -> Past:
    entry, parties = graph.entry, {party for _at, party in coming}
    facts = {node.text("fact") for node in graph.nodes.values() if node.kind == "await"}
    facts |= {entry.text("goal"), entry.text("leave_fact")}
    heard: dict[str, dict[UUID, list[datetime]]] = {}

    def meant(told: Mapping[str, Any]) -> bool:
        return not told.get("machine") and told.get("journey_id") in (None, str(line.id))

    for fact in sorted(facts - {""}):
        by_party: dict[UUID, list[datetime]] = defaultdict(list)
        for at, party in read_past(work.actor.tenant_id, fact, row.since, meant):
            if party in parties:
                by_party[party].append(at)
        heard[fact] = {party: sorted(moments) for party, moments in by_party.items()}
    asked = {node.id: node.text("filter") for node in graph.nodes.values() if node.kind == "branch"}
    if entry.text("trigger") != "daily":
        asked[COMING] = entry.text("filter")
    asked[LEAVING] = entry.text("leave_filter")
    found = {name: parties & _find(text, row.until, work.actor) for name, text in asked.items() if text}
    own = ZoneInfo(get_setting("business.zone"))
    reached, zones = _reach(graph, parties), _zones(parties)
    return Past(line.id, line.seed, heard, found, reached, own, row.until, zones)


def _find(text: str, at: datetime, actor: Actor) -> set[UUID]:
    """Return whom conditions find; days that are relative count from then, all else is as it is today."""
    found, values = find_sql(text, actor=actor, now=at)
    with connection.cursor() as cursor, hash_joins(cursor, MOST):
        cursor.execute(found, values)
        return {row[0] for row in cursor.fetchall()}


def _reach(graph: Graph, parties: Collection[UUID]) -> Mapping[str, set[UUID]]:
    """Return to whom each message would find its way today, by its channel or the other one.

    As if the journey had an address to send from by each.
    """
    asked: dict[tuple[str, str], set[UUID]] = {}

    def reach(channel: str, purpose: str) -> set[UUID]:
        if not channel:
            return set()
        if (channel, purpose) not in asked:
            told = ask_reach(sorted(parties), purpose, channel)
            asked[channel, purpose] = {party for party, (_address, reason) in told.items() if not reason}
        return asked[channel, purpose]

    return {
        node.id: reach(node.text("channel"), node.text("purpose"))
        | reach(node.text("instead"), node.text("purpose"))
        for node in graph.nodes.values()
        if node.kind == "message"
    }


def _zones(parties: Collection[UUID]) -> dict[UUID, ZoneInfo]:
    known: dict[str, ZoneInfo] = {}
    found = {}
    for party, name in load_zones(parties).items():
        if name:
            found[party] = known.setdefault(name, ZoneInfo(name))
    return found


def _count(graph: Graph, trips: Sequence[Rehearsed], past: Past) -> dict[str, Any]:
    came: Counter[str] = Counter()
    reached: Counter[str] = Counter()
    left: dict[str, Counter[str]] = defaultdict(Counter)
    for trip in trips:
        came.update(trip.path)
        reached.update(name for name in trip.path if trip.party_id in past.reached.get(name, ()))
        for name, way in trip.ways:
            left[name][way] += 1
    return {
        "came": dict(came),
        "left": {name: dict(ways) for name, ways in left.items()},
        "reached": {name: reached[name] for name, node in graph.nodes.items() if node.kind == "message"},
        "ends": dict(Counter(trip.why for trip in trips)),
        "goals": sum(trip.goal_at is not None for trip in trips),
    }
