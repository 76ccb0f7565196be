"""/event-sources: where events come from, what came, and what was kept apart."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from ninja import Router, Status

from rapport.bigdata.ingest import queries
from rapport.bigdata.ingest.contracts import SourceLine
from rapport.bigdata.ingest.http.bodies import (
    DayOut,
    KeyOut,
    RejectedOut,
    SecretOut,
    SourceChange,
    SourceIn,
    SourceMade,
    SourceOut,
    SourceWhole,
    TakenOut,
)
from rapport.bigdata.ingest.http.words import word_reason
from rapport.bigdata.ingest.operations import rejected, sources
from rapport.kernel.rest.api import (
    ApiRequest,
    CursorText,
    Limit,
    Page,
    asks,
    page_rows,
    require_match,
    set_etag,
)

router = Router()
_ONE = "/{uuid:source_id}"
_EDITS = asks("edit:source")
SHOWN_DAYS = 30


@router.get("", response=Page[SourceOut], operation_id="list_event_sources", summary="List sources")
def list_page(request: ApiRequest, cursor: CursorText | None = None, limit: Limit = 50) -> Page[SourceOut]:
    """List the sources events come from, newest first."""
    rows, after = page_rows(queries.list_sources(request.actor), cursor=cursor, limit=limit)
    return Page[SourceOut](items=[SourceOut.model_validate(queries.line_of(row)) for row in rows], next=after)


@router.post("", response={201: SourceMade}, operation_id="add_event_source", summary="Add a source")
def add(request: ApiRequest, body: SourceIn, response: HttpResponse) -> Status[SourceMade]:
    """Have events taken from a new source, by the key in this answer: `POST /ingest/v1/events`.

    The key of a server is never shown again; that of a site stands in its pages and is public.
    """
    line, key = sources.add_source(
        body.name,
        body.kind,
        origins=body.origins,
        per_minute=body.per_minute,
        system=body.system,
        actor=request.actor,
    )
    response["Location"] = f"/api/v1/event-sources/{line.id}"
    return Status(201, SourceMade(**_out(line, response).model_dump(), write_key=key))


@router.get(_ONE, response=SourceWhole, operation_id="get_event_source", summary="Read a source")
def get_one(request: ApiRequest, source_id: UUID, response: HttpResponse) -> SourceWhole:
    """Read a source and what came from it on each of the last thirty days (UTC)."""
    out = _out(queries.line_of(queries.get_source(source_id, actor=request.actor)), response)
    since = timezone.now().date() - timedelta(days=SHOWN_DAYS)
    days = queries.list_days([source_id], since=since)[source_id]
    return SourceWhole(**out.model_dump(), days=[DayOut.model_validate(day) for day in days])


@router.patch(_ONE, response=SourceOut, operation_id="change_event_source", summary="Change a source")
def change(request: ApiRequest, source_id: UUID, body: SourceChange, response: HttpResponse) -> SourceOut:
    """Rename, set sites, pace and system, shut it (`active` false) or open it; with If-Match (412)."""
    before = queries.line_of(queries.get_source(source_id, actor=request.actor, verb="edit", lock=True))
    require_match(request, content=SourceOut.model_validate(before).model_dump())
    values = body.model_dump(exclude_unset=True)
    return _out(sources.change_source(source_id, values, actor=request.actor), response)


@router.delete(
    _ONE,
    response={204: None},
    operation_id="remove_event_source",
    summary="Remove a source",
    openapi_extra=asks("delete:source"),
)
def remove(request: ApiRequest, source_id: UUID) -> Status[None]:
    """Forget a shut source and what was kept apart of it; its events stay. 409 for one that is open."""
    sources.remove_source(source_id, actor=request.actor)
    return Status(204, None)


@router.post(f"{_ONE}/key", response=KeyOut, operation_id="change_event_source_key", summary="New key")
def change_key(request: ApiRequest, source_id: UUID) -> KeyOut:
    """Give a source a new key; the former one is refused within ten seconds."""
    return KeyOut(write_key=sources.change_key(source_id, actor=request.actor))


@router.get(
    f"{_ONE}/secret",
    response=SecretOut,
    operation_id="get_event_source_secret",
    summary="Read the signing secret",
    openapi_extra=_EDITS,
)
def read_secret(request: ApiRequest, source_id: UUID) -> SecretOut:
    r"""Read the secret by which your server signs who a visitor is.

    The signature of an `identify` event is HMAC-SHA256 over `user`, a line feed and `email`, as hex.
    """
    return SecretOut(secret=sources.show_secret(source_id, actor=request.actor))


@router.get(
    f"{_ONE}/rejected",
    response=Page[RejectedOut],
    operation_id="list_rejected_events",
    summary="List rejected events",
)
def list_rejected(
    request: ApiRequest, source_id: UUID, cursor: CursorText | None = None, limit: Limit = 50
) -> Page[RejectedOut]:
    """List what was kept apart of a source in the last thirty days, newest first, with the reasons."""
    rows = queries.list_rejected(source_id, actor=request.actor)
    found, after = page_rows(rows, cursor=cursor, limit=limit)
    items = [
        RejectedOut(
            id=row.id,
            file_name=row.file_name,
            row=row.row,
            field=row.field,
            reason=word_reason(row.reason),
            raw=queries.text_of(row),
            received_at=row.received_at,
        )
        for row in found
    ]
    return Page[RejectedOut](items=items, next=after)


@router.post(
    f"{_ONE}/rejected/again",
    response=TakenOut,
    operation_id="take_rejected_again",
    summary="Take rejected events again",
    openapi_extra=_EDITS,
)
def again(request: ApiRequest, source_id: UUID) -> TakenOut:
    """Check the oldest 1,000 rejected events anew; what fails again stays apart."""
    taken = rejected.take_again(source_id, actor=request.actor)
    return TakenOut(accepted=taken.accepted, rejected=taken.rejected)


def _out(line: SourceLine, response: HttpResponse) -> SourceOut:
    out = SourceOut.model_validate(line)
    set_etag(response, content=out.model_dump())
    return out
