"""Reads of requests: as a list, one with its steps, what is due."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from rapport.customers.privacy.contracts import RequestLine, RequestRow, StepLine
from rapport.customers.privacy.models import DataRequest, RequestStep
from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import Actor, within_scope
from rapport.kernel.paging.api import Order, by_column, in_order

ORDERS: Mapping[str, Order] = {
    "due": by_column("due_on", "day"),
    "received": by_column("received_on", "day"),
}
_PLACE = {"unit": "party__unit_id", "owner": "party__owner_id"}
PENDING = ("open", "identified")


def list_requests(actor: Actor, verb: str = "view") -> QuerySet[DataRequest]:
    """Return the requests within the actor's scope, as a request and as a customer."""
    rows = within_scope(DataRequest.objects.all(), actor, verb, "request", **_PLACE)
    return within_scope(rows, actor, "view", "customer", **_PLACE)


def get_request(request_id: UUID, *, actor: Actor) -> RequestLine:
    """Return a request with its steps; raises `Missing`."""
    row = list_requests(actor).select_related("party").filter(id=request_id).first()
    if row is None:
        raise Missing("There is no such request.")
    return line_of(row)


def get_request_for_update(request_id: UUID, *, actor: Actor) -> DataRequest:
    """Lock a request the actor may work on; raises `Missing`."""
    rows = list_requests(actor, "edit").select_related("party").select_for_update(of=("self",))
    row = rows.filter(id=request_id).first()
    if row is None:
        raise Missing("There is no such request.")
    return row


def line_of(row: DataRequest) -> RequestLine:
    """Return a request with its steps, the earliest first."""
    return request_lines([row])[0]


def request_lines(rows: Iterable[DataRequest]) -> list[RequestLine]:
    """Return requests with their steps; one query for all steps."""
    requests = list(rows)
    steps: dict[UUID, list[StepLine]] = {row.id: [] for row in requests}
    for one in RequestStep.objects.filter(request_id__in=list(steps)).order_by("at", "id"):
        steps[one.request_id].append(StepLine(one.what, one.how, one.note, one.at, one.by_name))
    return [
        RequestLine(
            id=row.id,
            customer_id=row.party_id,
            customer=row.party.name,
            kind=row.kind,
            channel=row.channel,
            details=row.details,
            state=row.state,
            received_on=row.received_on,
            due_on=row.due_on,
            extended=row.extended,
            archive_id=row.archive_id,
            archive_until=row.archive_until,
            version=row.version,
            steps=tuple(steps[row.id]),
        )
        for row in requests
    ]


def load_rows(ids: Sequence[UUID], actor: Actor) -> list[RequestRow]:
    """Return lines of the list in the order of their ids; for ids already within scope."""
    found = DataRequest.objects.filter(id__in=ids).select_related("party")
    return [
        RequestRow(row.id, row.party.name, row.kind, row.channel, row.state, row.received_on, row.due_on)
        for row in in_order(ids, {row.id: row for row in found})
    ]


def list_due(until: date) -> QuerySet[DataRequest]:
    """Return the pending requests whose last day is that one or an earlier one."""
    return DataRequest.objects.filter(state__in=PENDING, due_on__lte=until)
