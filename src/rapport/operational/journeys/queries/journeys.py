"""Journeys within the reader's scope, their pictures and versions."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import QuerySet

from rapport.kernel.errors import Conflict, Missing
from rapport.kernel.identity.api import Actor, within_scope
from rapport.kernel.paging.api import Order, by_column, in_order
from rapport.operational.journeys.contracts import JourneyLine, Published
from rapport.operational.journeys.contracts.graph import Graph
from rapport.operational.journeys.models import Journey, JourneyEdit, JourneyVersion
from rapport.operational.journeys.rules.graph import read_graph

ORDERS: Mapping[str, Order] = {
    "created": by_column("created_at", "moment"),
    "name": by_column("name", "text"),
}


def list_journeys(actor: Actor, verb: str = "view") -> QuerySet[Journey]:
    """Return the journeys within the actor's scope."""
    return within_scope(Journey.objects.all(), actor, verb, "journey")


def get_journey(journey_id: UUID, *, actor: Actor, verb: str = "view") -> JourneyLine:
    """Return a journey; raises `Missing`."""
    row = list_journeys(actor, verb).filter(id=journey_id).first()
    if row is None:
        raise Missing("There is no such journey.")
    return line_of(row)


def get_journey_for_update(
    journey_id: UUID, *, actor: Actor, verb: str = "edit", version: int | None = None
) -> Journey:
    """Lock a journey the actor may change; raises `Missing`, `Conflict` (another version)."""
    row = list_journeys(actor, verb).select_for_update(of=("self",)).filter(id=journey_id).first()
    if row is None:
        raise Missing("There is no such journey.")
    if version is not None and row.version != version:
        raise Conflict("Somebody changed this journey meanwhile. Look again, then change it.", code="stale")
    return row


def get_draft(line: JourneyLine) -> Graph:
    """Return the picture as it is drawn now."""
    return read_graph(JourneyEdit.objects.get(journey_id=line.id, number=line.draft).graph)


def find_published(journey_id: UUID, number: int) -> Published | None:
    """Return a version of a journey by its number."""
    row = JourneyVersion.objects.filter(journey_id=journey_id, number=number).first()
    return published_of(row) if row else None


def list_published(journey_id: UUID) -> list[Published]:
    """Return the versions of a journey, the newest first."""
    return [
        published_of(row) for row in JourneyVersion.objects.filter(journey_id=journey_id).order_by("-number")
    ]


def load_rows(ids: Sequence[UUID], actor: Actor) -> list[JourneyLine]:
    """Return lines of the list in the order of their ids; for ids already within scope."""
    rows = in_order(ids, {row.id: row for row in Journey.objects.filter(id__in=ids)})
    return [line_of(row) for row in rows]


def published_of(row: JourneyVersion) -> Published:
    """Return a version as the room works with it."""
    return Published(row.id, row.journey_id, row.number, read_graph(row.graph), row.published_at)


def line_of(row: Journey) -> JourneyLine:
    """Return a journey as it stands."""
    return JourneyLine(
        *(row.id, row.name, row.about, row.state, row.live, row.draft, row.email_account_id),
        *(row.sms_account_id, row.owner_id, row.seed, row.version, row.created_at, row.updated_at),
    )
