"""What facts mean for journeys: waits end, goals are reached, people leave, people come in."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from rapport.kernel.identity.api import Actor
from rapport.kernel.outbox.api import Envelope
from rapport.operational.journeys.contracts import JourneyLine, Published
from rapport.operational.journeys.contracts.graph import ANSWERED, Node
from rapport.operational.journeys.models import Journey, JourneyVersion
from rapport.operational.journeys.operations.entering import enter_people
from rapport.operational.journeys.queries.journeys import line_of, published_of

NAMING = ("customer_id", "party_id")
LIVE = timedelta(days=1)
"""What happened longer ago is history that was entered, and starts nothing."""
Heard = Mapping[str, Sequence[tuple[UUID, Envelope]]]
_HEAR = """
update journey_traveller set due_at = %(now)s, heard = true, waits_for = ''
 where party_id = any(%(ids)s) and waits_for = %(fact)s and left_at is null
   and journey_id in (select id from journey where state in ('live', 'paused'))
"""
_OF_ONE = " and journey_id = %(journey)s"
_GOAL = """
update journey_traveller set goal_at = %(now)s
 where journey_id = %(journey)s and party_id = any(%(ids)s) and goal_at is null
   and entered_at > %(now)s - make_interval(days => %(days)s)
"""
_LEAVE = """
update journey_traveller set left_at = %(now)s, why = %(why)s, waits_for = ''
 where journey_id = %(journey)s and party_id = any(%(ids)s) and left_at is null
"""


def hear_facts(batch: Sequence[Envelope], *, actor: Actor) -> int:
    """Take facts in, within the caller's transaction; returns how many places of people they changed."""
    heard = _by_name(batch)
    if not heard:
        return 0
    rows = list(Journey.objects.filter(state__in=("live", "paused")).order_by("id"))
    if not rows:
        return 0
    now, changed = timezone.now(), 0
    for fact, about in sorted(heard.items()):
        if fact == ANSWERED:
            continue
        ids = sorted({party for party, _ in about})
        with connection.cursor() as cursor:
            cursor.execute(_HEAR, {"now": now, "ids": ids, "fact": fact})
            changed += cursor.rowcount
    for line, published in list_live(rows):
        changed += _hear(line, published, heard, actor=actor, now=now)
    return changed


def list_live(rows: Sequence[Journey]) -> list[tuple[JourneyLine, Published]]:
    """Return journeys with the version people enter by."""
    versions = JourneyVersion.objects.filter(journey_id__in=[row.id for row in rows])
    live = {row.id: row.live for row in rows}
    found = {one.journey_id: published_of(one) for one in versions if one.number == live[one.journey_id]}
    return [(line_of(row), found[row.id]) for row in rows if row.id in found]


def _hear(line: JourneyLine, published: Published, heard: Heard, *, actor: Actor, now: datetime) -> int:
    entry, changed = published.graph.entry, 0
    if answered := _own(line, heard, ANSWERED):
        changed += _write(_HEAR + _OF_ONE, line, answered, now, fact=ANSWERED)
    if goal := _own(line, heard, entry.text("goal")):
        changed += _write(_GOAL, line, goal, now, days=entry.number("goal_days"))
        if entry.text("goal_ends") == "yes":
            changed += _write(_LEAVE, line, goal, now, why="goal")
    if leaving := _own(line, heard, entry.text("leave_fact")):
        changed += _write(_LEAVE, line, leaving, now, why="fact")
    if line.state == "live":
        for thing, ids in _coming(published, heard).items():
            changed += enter_people(line, published, actor=actor, now=now, ids=sorted(ids), thing=thing)
    return changed


def _own(line: JourneyLine, heard: Heard, fact: str) -> list[tuple[UUID, Envelope]]:
    """Return the facts of a kind that speak of no other journey."""
    own = (None, str(line.id))
    return [(party, one) for party, one in heard.get(fact, ()) if one.payload.get("journey_id") in own]


def _coming(published: Published, heard: Heard) -> dict[str, set[UUID]]:
    """Return who comes in by these facts, by what it is about."""
    entry = published.graph.entry
    coming: dict[str, set[UUID]] = defaultdict(set)
    name = "segment.moved.v1" if entry.text("trigger") == "segment" else entry.text("fact")
    if entry.text("trigger") in ("fact", "segment"):
        for party, fact in heard.get(name, ()):
            if means(entry, fact.payload):
                coming[str(fact.payload.get("thing", ""))].add(party)
    return coming


def means(entry: Node, told: Mapping[str, Any]) -> bool:
    """Tell whether a fact of the kind a way in listens to is one of those it means."""
    rule = entry.text("rule")
    if entry.text("trigger") == "segment":
        return bool(told.get("joined")) and rule in (told.get("code"), told.get("segment_id"))
    if told.get("machine"):
        return False
    return not rule or rule in (str(told.get(name, "")) for name in _NAMES)


_NAMES = ("trigger_id", "trigger", "kind", "code", "what")
"""By what a journey may choose among facts of one name."""


def _by_name(batch: Sequence[Envelope]) -> dict[str, list[tuple[UUID, Envelope]]]:
    found: dict[str, list[tuple[UUID, Envelope]]] = defaultdict(list)
    since = timezone.now() - LIVE
    for fact in batch:
        party = next((fact.payload[name] for name in NAMING if fact.payload.get(name)), None)
        if party and not fact.payload.get("machine") and _moment(fact) > since:
            found[fact.name].append((UUID(str(party)), fact))
    return found


def _moment(fact: Envelope) -> datetime:
    told = fact.payload.get("placed_at") or fact.payload.get("happened_at")
    moment = parse_datetime(told) if isinstance(told, str) else None
    return moment or fact.occurred_at


def _write(
    statement: str, line: JourneyLine, about: Sequence[tuple[UUID, Envelope]], now: datetime, **more: Any
) -> int:
    ids = sorted({party for party, _ in about})
    with connection.cursor() as cursor:
        cursor.execute(statement, {"journey": line.id, "ids": ids, "now": now, **more})
        return int(cursor.rowcount)
