"""Dry runs within the reader's scope."""

from uuid import UUID

from rapport.customers.party.api import load_names, visible_ids
from rapport.kernel.identity.api import Actor
from rapport.operational.journeys.contracts.rehearsals import Rehearsal, Walked
from rapport.operational.journeys.models import JourneyRehearsal, JourneyRehearsed
from rapport.operational.journeys.queries.journeys import get_journey
from rapport.operational.journeys.rules.graph import read_graph


def find_rehearsal(journey_id: UUID, *, actor: Actor) -> Rehearsal | None:
    """Return the dry run of a journey asked for last; raises `Missing` (journey)."""
    get_journey(journey_id, actor=actor)
    row = JourneyRehearsal.objects.filter(journey_id=journey_id).first()
    if row is None:
        return None
    counts = row.counts
    return Rehearsal(
        *(
            row.id,
            row.journey_id,
            read_graph(row.graph),
            row.state,
            row.since,
            row.until,
            row.people,
            row.cut,
        ),
        came=counts.get("came", {}),
        left=counts.get("left", {}),
        reached=counts.get("reached", {}),
        ends=counts.get("ends", {}),
        goals=counts.get("goals", 0),
    )


def list_walked(rehearsal: Rehearsal, most: int, *, actor: Actor) -> list[Walked]:
    """Return those who would have come in last, as far as the actor may see them."""
    rows = JourneyRehearsed.objects.filter(rehearsal_id=rehearsal.id, party_id__in=visible_ids(actor))
    found = list(rows.order_by("-entered_at", "id")[:most])
    names = load_names([row.party_id for row in found])
    return [
        Walked(row.party_id, names.get(row.party_id, ("", ""))[0], row.entered_at, row.node, row.why)
        for row in found
    ]
