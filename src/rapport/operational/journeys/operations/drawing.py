"""Drawing a journey: each change of the picture is kept, so that it can be taken back and done again."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from rapport.kernel.errors import Conflict
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import unit_of_work
from rapport.operational.journeys.contracts import JourneyLine
from rapport.operational.journeys.contracts.graph import Graph
from rapport.operational.journeys.models import Journey, JourneyEdit
from rapport.operational.journeys.operations.journeys import save
from rapport.operational.journeys.queries.journeys import get_draft, get_journey_for_update, line_of
from rapport.operational.journeys.rules import editing
from rapport.operational.journeys.rules.graph import with_settings, write_graph

MOST_EDITS = 200
"""How many changes can be taken back; the oldest are forgotten."""


def add_step(journey_id: UUID, after: str, way: str, kind: str, *, actor: Actor) -> str:
    """Put a new step behind a way out of another; returns its id. Raises `Missing`, `Invalid`, `Conflict`."""
    made: list[str] = []

    def draw(graph: Graph) -> Graph:
        graph, name = editing.add_after(graph, after, way, kind)
        made.append(name)
        return graph

    _draw(journey_id, draw, actor=actor)
    return made[0]


def set_step(journey_id: UUID, name: str, settings: Mapping[str, Any], *, actor: Actor) -> JourneyLine:
    """Set what is named of a step; the rest stays. Raises `Missing`, `Invalid` naming the setting."""

    def draw(graph: Graph) -> Graph:
        editing.need(graph, name)
        return graph.with_nodes(with_settings(graph.nodes[name], settings))

    return _draw(journey_id, draw, actor=actor)


def remove_step(journey_id: UUID, name: str, *, actor: Actor) -> JourneyLine:
    """Take a step out; what follows by its first way takes its place. Raises `Missing`, `Conflict`."""
    return _draw(journey_id, lambda graph: editing.remove(graph, name), actor=actor)


def move_step(journey_id: UUID, name: str, to: str, way: str, *, actor: Actor) -> JourneyLine:
    """Put a step behind another's way out. Raises `Missing`, `Conflict` (behind itself, way in, end)."""
    return _draw(journey_id, lambda graph: editing.move(graph, name, to, way), actor=actor)


def lead_step(journey_id: UUID, name: str, way: str, target: str, *, actor: Actor) -> JourneyLine:
    """Have a way out lead to a step there is already. Raises `Missing`, `Conflict`."""
    return _draw(journey_id, lambda graph: editing.lead(graph, name, way, target), actor=actor)


def set_graph(journey_id: UUID, graph: Graph, *, actor: Actor, version: int | None = None) -> JourneyLine:
    """Put a whole picture in place of the one drawn. Raises `Missing`, `Conflict` (stale)."""
    return _draw(journey_id, lambda _old: graph, actor=actor, version=version)


def undo(journey_id: UUID, *, actor: Actor) -> JourneyLine:
    """Take the last change of the picture back; raises `Missing`, `Conflict` where there is none."""
    return _step_to(journey_id, -1, actor=actor)


def redo(journey_id: UUID, *, actor: Actor) -> JourneyLine:
    """Do again what was taken back; raises `Missing`, `Conflict` where there is nothing."""
    return _step_to(journey_id, 1, actor=actor)


def _draw(
    journey_id: UUID, change: Callable[[Graph], Graph], *, actor: Actor, version: int | None = None
) -> JourneyLine:
    with unit_of_work(actor) as work:
        row = get_journey_for_update(journey_id, actor=actor, version=version)
        before = get_draft(line_of(row))
        after = change(before)
        if write_graph(after) == write_graph(before):
            return line_of(row)
        edits = JourneyEdit.objects.filter(journey=row)
        edits.filter(number__gt=row.draft).delete()
        edits.filter(number__lte=row.draft - MOST_EDITS).delete()
        row.draft += 1
        JourneyEdit.objects.create(journey=row, number=row.draft, graph=write_graph(after), at=work.now)
        return save(row, work)


def _step_to(journey_id: UUID, by: int, *, actor: Actor) -> JourneyLine:
    with unit_of_work(actor) as work:
        row: Journey = get_journey_for_update(journey_id, actor=actor)
        if not JourneyEdit.objects.filter(journey=row, number=row.draft + by).exists():
            raise Conflict("There is nothing to take back or do again.", code="nothing")
        row.draft += by
        return save(row, work)
