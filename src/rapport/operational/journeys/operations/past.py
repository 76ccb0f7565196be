"""A past that others remember: who was on their way when, written as it was."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import unit_of_work
from rapport.operational.journeys.contracts.graph import Graph, Node
from rapport.operational.journeys.models import JourneyCount, JourneyTraveller
from rapport.operational.journeys.queries.journeys import find_published, get_journey_for_update


@dataclass(frozen=True, slots=True)
class Trip:
    """One time somebody was on the way (times UTC): `path` are the ids of all steps they came to."""

    party_id: UUID
    entered_at: datetime
    path: tuple[str, ...]
    due_at: datetime
    left_at: datetime | None = None
    why: str = "on-the-way"
    goal_at: datetime | None = None
    held_out: bool = False


def enter_trips(journey_id: UUID, trips: Sequence[Trip], *, actor: Actor) -> int:
    """Write trips of the live version; each step's counts follow from their paths. Returns how many.

    What was done for them elsewhere is not done again. Raises `Missing`.
    """
    with unit_of_work(actor):
        row = get_journey_for_update(journey_id, actor=actor)
        published = find_published(row.id, row.live)
        if published is None:
            return 0
        graph = published.graph
        rows = [
            JourneyTraveller(
                journey_id=row.id,
                version_id=published.id,
                party_id=one.party_id,
                node=one.path[-1],
                visit=len(one.path) - 1,
                due_at=one.due_at,
                waits_for=_waits_for(graph.nodes[one.path[-1]], one),
                held_out=one.held_out,
                path=list(one.path),
                entered_at=one.entered_at,
                left_at=one.left_at,
                why=one.why,
                goal_at=one.goal_at,
            )
            for one in trips
        ]
        made = JourneyTraveller.objects.bulk_create(rows, batch_size=2_000)
        _count(published.id, graph, trips)
        return len(made)


def _waits_for(node: Node, trip: Trip) -> str:
    return node.text("fact") if node.kind == "await" and trip.left_at is None else ""


def _count(version_id: UUID, graph: Graph, trips: Sequence[Trip]) -> None:
    """Write how many left each step by each way; where two ways lead to one step the first counts."""
    gone: Counter[tuple[str, str]] = Counter()
    for trip in trips:
        for here, there in zip(trip.path, trip.path[1:], strict=False):
            ways = [way for way, target in graph.nodes[here].after.items() if target == there]
            gone[here, ways[0]] += 1
    JourneyCount.objects.bulk_create(
        JourneyCount(version_id=version_id, node=node, way=way, people=people)
        for (node, way), people in gone.items()
    )
