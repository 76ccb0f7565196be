"""Services and their versions."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import Count, QuerySet

from rapport.collaborative.logic.contracts.lines import ServiceLine, VersionLine
from rapport.collaborative.logic.contracts.service import read_definition
from rapport.collaborative.logic.models import LogicService, LogicTrace, LogicVersion
from rapport.kernel.errors import Conflict, Missing
from rapport.kernel.identity.api import Actor
from rapport.kernel.paging.api import Order, by_column, in_order

ORDERS: Mapping[str, Order] = {
    "position": by_column("position", "number"),
    "created": by_column("created_at", "moment"),
}
COUNTED = 100_000
KIND = "logic"


def list_services(actor: Actor, verb: str = "view") -> QuerySet[LogicService]:
    """Return the services of the business; raises `Forbidden`."""
    actor.require(verb, KIND)
    return LogicService.objects.all()


def get_service(service_id: UUID, *, actor: Actor, verb: str = "view") -> ServiceLine:
    """Return a service; raises `Missing`, `Forbidden`."""
    row = list_services(actor, verb).filter(id=service_id).first()
    if row is None:
        raise Missing("There is no such service.")
    return lines_of([row])[0]


def get_service_for_update(
    service_id: UUID, *, actor: Actor, verb: str = "edit", version: int | None = None
) -> LogicService:
    """Lock a service; raises `Missing`, `Forbidden`, `Conflict` (another version)."""
    rows = list_services(actor, verb).select_for_update(of=("self",))
    row = rows.filter(id=service_id).first()
    if row is None:
        raise Missing("There is no such service.")
    if version is not None and row.version != version:
        raise Conflict("Somebody changed this service meanwhile. Look again, then change it.", code="stale")
    return row


def list_versions(service_id: UUID) -> list[VersionLine]:
    """Return the versions of a service, the newest first."""
    rows = LogicVersion.objects.filter(service_id=service_id).order_by("-number")
    return [
        VersionLine(
            row.id, row.number, read_definition(row.definition), row.published_at, row.published_by_id
        )
        for row in rows
    ]


def find_version(service_id: UUID, number: int) -> LogicVersion | None:
    """Return a version of a service by its number."""
    return LogicVersion.objects.filter(service_id=service_id, number=number).first()


def load_rows(ids: Sequence[UUID], actor: Actor) -> list[ServiceLine]:
    """Return lines of the list in the order of their ids; for ids the reader may see."""
    rows = in_order(ids, {row.id: row for row in LogicService.objects.filter(id__in=ids)})
    counted = LogicTrace.objects.filter(service_id__in=ids).values_list("service_id")
    answers = dict(counted.annotate(Count("id")).order_by("service_id"))
    return lines_of(rows, answers)


def lines_of(
    rows: Sequence[LogicService], answers: Mapping[UUID | None, int] | None = None
) -> list[ServiceLine]:
    """Return services as they stand, in one statement for what of them is live."""
    pairs = LogicVersion.objects.filter(service_id__in=[row.id for row in rows if row.live])
    live = {(one.service_id, one.number): one.definition for one in pairs}
    return [
        ServiceLine(
            *(row.id, row.name, row.about, row.state, row.position, row.live),
            live.get((row.id, row.live)) != row.draft,
            read_definition(row.draft),
            *(row.owner_id, row.version, row.created_at, row.updated_at),
            (answers or {}).get(row.id, 0),
        )
        for row in rows
    ]
