"""Reads: who joined and left a segment, with their names."""

from uuid import UUID

from rapport.analytical.segmentation.contracts import MoveLine
from rapport.analytical.segmentation.queries.segments import list_moves
from rapport.customers.party.api import load_names
from rapport.kernel.identity.api import Actor


def list_newest(segment_id: UUID, *, actor: Actor, most: int) -> list[MoveLine]:
    """Return who of the actor's customers moved last, newest first; raises `Missing`, `Forbidden`."""
    rows = list(list_moves(segment_id, actor=actor).order_by("-at", "-id")[:most])
    names = load_names([row.party_id for row in rows])
    return [
        MoveLine(row.id, row.party_id, *names.get(row.party_id, ("", "person")), row.joined, row.at)
        for row in rows
    ]
