"""Asking for a dry run of a journey; a background job walks it."""

from datetime import timedelta
from uuid import UUID

from rapport.kernel.errors import Clash
from rapport.kernel.identity.api import Actor
from rapport.kernel.jobs.api import enqueue
from rapport.kernel.work.api import unit_of_work
from rapport.operational.journeys.models import JourneyRehearsal
from rapport.operational.journeys.operations.life import require_sound
from rapport.operational.journeys.queries.journeys import get_draft, get_journey_for_update, line_of
from rapport.operational.journeys.rules.graph import write_graph

REHEARSE = "journeys.rehearse"
SPANS = (7, 30, 90)
"""Over how many days one may ask."""


def ask_rehearsal(journey_id: UUID, days: int, *, actor: Actor) -> UUID:
    """Have the picture drawn walked over the last days; returns the dry run, which a job fills.

    Raises `Missing`, `Clash`: days there are not, steps that are not sound, people whom programs send in.
    """
    with unit_of_work(actor) as work:
        row = get_journey_for_update(journey_id, actor=actor)
        line = line_of(row)
        graph = get_draft(line)
        if days not in SPANS:
            raise Clash("A dry run looks back 7, 30 or 90 days.", code="days")
        if graph.entry.text("trigger") == "program":
            raise Clash("Nobody knows whom programs would have sent: choose another way in.", code="program")
        require_sound(line, graph, sends=False, actor=actor)
        JourneyRehearsal.objects.filter(journey=row).delete()
        made = JourneyRehearsal.objects.create(
            journey=row, graph=write_graph(graph), since=work.now - timedelta(days=days), until=work.now
        )
        enqueue(REHEARSE, {"rehearsal_id": str(made.id)}, actor=actor, key=str(made.id))
    return made.id
