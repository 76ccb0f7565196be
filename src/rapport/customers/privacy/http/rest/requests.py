"""/data-requests: the book of what people ask about their data."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpResponse
from ninja import Router, Status
from pydantic import ConfigDict, StringConstraints

from rapport.customers.privacy import queries
from rapport.customers.privacy.contracts import RequestDraft, RequestLine
from rapport.customers.privacy.operations import archives, requests
from rapport.kernel.rest.api import (
    Answer,
    ApiRequest,
    Body,
    CursorText,
    Day,
    Limit,
    Page,
    asks,
    page_rows,
    set_etag,
    sorted_by,
)

router = Router()
_SEES = asks("view:request", "view:customer")
_WRITES = asks("create:request", "view:request", "view:customer")
_WORKS = asks("edit:request", "view:request", "view:customer")
_TAKES = asks("edit:request", "view:request", "export:customer", "view:customer")
Kind = Literal["access", "portability", "erasure", "rectification", "restriction", "objection"]
State = Literal["open", "identified", "answered", "refused", "withdrawn"]
Words = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", max_length=2000)]
_ID = "0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f"


class RequestIn(Body):
    """What a person asks for; `received_on` is the day it came, in the zone of the business."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"customer_id": _ID, "kind": "access", "channel": "email", "received_on": "2026-03-02"}
            ]
        },
    )

    customer_id: UUID
    kind: Kind
    channel: Literal["email", "letter", "phone", "form", "in_person"]
    received_on: Day
    details: Words = ""


class MoveIn(Body):
    """What is done; `identify` says how, `extend` and `refuse` say why in `note`."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"move": "identify", "how": "document"}]}
    )

    move: Literal["identify", "extend", "answer", "refuse", "withdraw"]
    how: Literal["", "address", "document", "signed_in", "asked_back", "in_person"] = ""
    note: Words = ""


class StepOut(Answer):
    """What was done about a request (UTC), by whom."""

    what: str
    how: str
    note: str
    at: datetime
    by_name: str


class RequestOut(Answer):
    """A request with its steps; `due_on` is the last day, `archive_until` (UTC) while one can be taken."""

    id: UUID
    customer_id: UUID
    kind: Kind
    channel: str
    details: str
    state: State
    received_on: date
    due_on: date
    extended: bool
    archive_until: datetime | None
    version: int
    steps: list[StepOut]


class JobOut(Answer):
    """The job that makes an archive; `/jobs/{id}` tells how far it is."""

    job_id: UUID


@router.get(
    "",
    response=Page[RequestOut],
    operation_id="list_data_requests",
    summary="List requests about data",
    openapi_extra=_SEES,
)
def list_page(
    request: ApiRequest,
    state: State | None = None,
    cursor: CursorText | None = None,
    limit: Limit = 50,
    sort: Annotated[str, sorted_by("due", "received", "id")] = "-id",
) -> Page[RequestOut]:
    """List the requests you may see, the newest first unless `sort` says otherwise."""
    rows = queries.list_requests(request.actor).select_related("party")
    if state is not None:
        rows = rows.filter(state=state)
    found, after = page_rows(rows, cursor=cursor, limit=limit, sort=sort, sorts=queries.ORDERS)
    lines = [RequestOut.model_validate(one) for one in queries.request_lines(found)]
    return Page[RequestOut](items=lines, next=after)


@router.post(
    "",
    response={201: RequestOut},
    operation_id="record_data_request",
    summary="Record a request about data",
    openapi_extra=_WRITES,
)
def record(request: ApiRequest, body: RequestIn, response: HttpResponse) -> Status[RequestOut]:
    """Write down what a person asks for; the law of the business sets the last day."""
    given = body.model_dump()
    draft = RequestDraft(party_id=given.pop("customer_id"), **given)
    line = requests.record_request(draft, actor=request.actor)
    response["Location"] = f"/api/v1/data-requests/{line.id}"
    return Status(201, _out(line, response))


@router.get(
    "/{uuid:request_id}",
    response=RequestOut,
    operation_id="get_data_request",
    summary="Read a request about data",
    openapi_extra=_SEES,
)
def read(request: ApiRequest, request_id: UUID, response: HttpResponse) -> RequestOut:
    """Read a request with everything that was done about it."""
    return _out(queries.get_request(request_id, actor=request.actor), response)


@router.post(
    "/{uuid:request_id}/moves",
    response=RequestOut,
    operation_id="move_data_request",
    summary="Check, put off, answer or refuse",
    openapi_extra=_WORKS,
)
def move(request: ApiRequest, request_id: UUID, body: MoveIn, response: HttpResponse) -> RequestOut:
    """Move a request on. To answer an erasure erases (`delete:customer`, `edit:customer`), an objection or a
    restriction has nobody write to the person; 409 where the state does not allow it.
    """
    line = requests.move_request(request_id, body.move, how=body.how, note=body.note, actor=request.actor)
    return _out(line, response)


@router.post(
    "/{uuid:request_id}/archive",
    response={202: JobOut},
    operation_id="prepare_archive",
    summary="Make a person's archive",
    openapi_extra=_TAKES,
)
def prepare(request: ApiRequest, request_id: UUID) -> Status[JobOut]:
    """Pack all that is kept about the person: JSON, a page, files; 409 before it is known who asks."""
    return Status(202, JobOut(job_id=archives.prepare_archive(request_id, actor=request.actor)))


def _out(line: RequestLine, response: HttpResponse) -> RequestOut:
    set_etag(response, line.version)
    return RequestOut.model_validate(line)
