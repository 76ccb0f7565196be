"""A dry run: who would have come in when, and gone where, by what is known of the past."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from rapport.kernel.lots import is_first
from rapport.operational.journeys.contracts.graph import KINDS, Graph, Node
from rapport.operational.journeys.rules.clock import next_at
from rapport.operational.journeys.rules.graph import seconds_of

LONGEST_PATH = 1_000
COMING, LEAVING = "coming", "leaving"
"""Under which names the conditions of coming in and of leaving stand among those of the steps."""


@dataclass(frozen=True, slots=True)
class Past:
    """What is known, asked once for all; conditions and ways to people are as they are today.

    `heard` says when each fact came about each customer (UTC, oldest first), `found` whom the conditions of a
    step find, `reached` to whom the message of a step finds its way. Nothing is known after `until`. Lots are
    drawn as the journey draws them, by its id and seed.
    """

    journey_id: UUID
    seed: str
    heard: Mapping[str, Mapping[UUID, Sequence[datetime]]]
    found: Mapping[str, Collection[UUID]]
    reached: Mapping[str, Collection[UUID]]
    zone: ZoneInfo
    until: datetime
    zones: Mapping[UUID, ZoneInfo] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """One time somebody would have been on the way (UTC): all steps they came to, and why they left."""

    party_id: UUID
    entered_at: datetime
    path: tuple[str, ...]
    ways: tuple[tuple[str, str], ...]
    why: str = "on-the-way"
    left_at: datetime | None = None
    goal_at: datetime | None = None


def rehearse(graph: Graph, coming: Iterable[tuple[datetime, UUID]], past: Past) -> list[Rehearsed]:
    """Return everybody's way, in the order they came; who may not come in (again) is left out."""
    made: list[Rehearsed] = []
    last: dict[UUID, Rehearsed] = {}
    for at, party in sorted(coming, key=lambda one: (one[0], one[1].int)):
        known = last.get(party)
        if party in past.found.get(COMING, (party,)) and (known is None or _may_again(graph, known, at)):
            last[party] = _lead(graph, party, at, past)
            made.append(last[party])
    return made


def _may_again(graph: Graph, before: Rehearsed, at: datetime) -> bool:
    again, days = graph.entry.text("again"), timedelta(days=graph.entry.number("again_days"))
    if again == "never" or before.left_at is None or before.left_at > at:
        return False
    return again == "always" or at - before.entered_at >= days


def _lead(graph: Graph, party: UUID, entered: datetime, past: Past) -> Rehearsed:
    entry = graph.entry
    days = timedelta(days=entry.number("goal_days"))
    goal = _first(past, entry.text("goal"), party, entered, entered + days)
    if is_first(past.seed, party, entry.number("hold_out")):
        return Rehearsed(party, entered, (entry.id,), (), "held-out", entered, goal)
    if party in past.found.get(LEAVING, ()):
        return Rehearsed(party, entered, (entry.id,), (), "condition", entered, goal)
    stops = [(goal, "goal")] if goal and entry.text("goal_ends") == "yes" else []
    leaving = _first(past, entry.text("leave_fact"), party, entered, past.until)
    stops += [(leaving, "fact")] if leaving else []
    return _walk(
        graph, Rehearsed(party, entered, (entry.id,), (), goal_at=goal), min(stops, default=None), past
    )


def _walk(graph: Graph, trip: Rehearsed, stop: tuple[datetime, str] | None, past: Past) -> Rehearsed:
    """Go from step to step until an end, what ends the way before, or the end of what is known."""
    at, goal, path, ways = trip.entered_at, trip.goal_at, list(trip.path), list(trip.ways)
    why, left, node = "", None, graph.entry
    while not why:
        due, way = _leave(node, trip.party_id, at, past)
        if node.kind == "exit":
            why, left = "done", at
        elif stop is not None and stop[0] <= due:
            why, left = stop[1], stop[0]
        elif not way:
            why, left = "unreached", at
        elif due > past.until:
            why = "on-the-way"
        elif len(path) > LONGEST_PATH:
            why, left = "too-long", at
        else:
            ways.append((node.id, way))
            at, node = due, graph.nodes[node.after[way]]
            path.append(node.id)
            goal = at if node.kind == "goal" and goal is None else goal
    return replace(trip, path=tuple(path), ways=tuple(ways), why=why, left_at=left, goal_at=goal)


def _leave(node: Node, party: UUID, at: datetime, past: Past) -> tuple[datetime, str]:
    """Return when and by which way somebody leaves a step they came to then; no way where it ends there."""
    if KINDS[node.kind].waits:
        return _wait(node, party, at, past)
    way = "next"
    if node.kind == "branch":
        way = "yes" if party in past.found.get(node.id, ()) else "no"
    elif node.kind == "split":
        way = "a" if is_first(f"{past.journey_id}{node.id}", party, node.number("share")) else "b"
    elif node.kind == "message" and party not in past.reached.get(node.id, ()):
        way = "" if node.text("unreached") == "leave" else "next"
    return at, way


def _wait(node: Node, party: UUID, at: datetime, past: Past) -> tuple[datetime, str]:
    if node.kind == "until":
        zone = past.zones.get(party, past.zone)
        return next_at(time.fromisoformat(node.text("clock")), zone, at), "next"
    latest = at + timedelta(seconds=seconds_of(node))
    if node.kind == "wait":
        return latest, "next"
    heard = _first(past, node.text("fact"), party, at, latest)
    return (heard, "came") if heard else (latest, "not")


def _first(past: Past, fact: str, party: UUID, after: datetime, until: datetime) -> datetime | None:
    """Return when a fact came first after one moment and not after another."""
    moments = past.heard.get(fact, {}).get(party, ()) if fact else ()
    return next((one for one in moments if after < one <= min(until, past.until)), None)
