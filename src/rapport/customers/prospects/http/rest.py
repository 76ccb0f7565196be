"""/prospects: capture, scores, conversion and figures, for programs."""

from datetime import UTC, datetime, timedelta
from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from ninja import Router, Status

from rapport.customers.prospects import queries
from rapport.customers.prospects.contracts import ProspectDraft, ProspectLine
from rapport.customers.prospects.http.bodies import (
    FigureOut,
    LossIn,
    ProspectChange,
    ProspectIn,
    ProspectOut,
    Source,
    State,
)
from rapport.customers.prospects.operations import becoming, capturing
from rapport.kernel.errors import Conflict
from rapport.kernel.rest.api import (
    ApiRequest,
    CursorText,
    Limit,
    Moment,
    Page,
    Whole,
    asks,
    page_rows,
    require_match,
    set_etag,
    sorted_by,
)

router = Router()
_SEES = asks("view:prospect", "view:customer")
_EDITS = asks("edit:prospect", "edit:customer", "view:customer", "view:prospect")


@router.get(
    "",
    response=Page[ProspectOut],
    operation_id="list_prospects",
    summary="List prospects",
    openapi_extra=_SEES,
)
def list_page(
    request: ApiRequest,
    *,
    state: State | None = None,
    source: Source | None = None,
    cursor: CursorText | None = None,
    limit: Limit = 50,
    sort: Annotated[str, sorted_by("captured", "score", "id")] = "-captured",
) -> Page[ProspectOut]:
    """List the prospects you may see, the newest first unless `sort` says otherwise."""
    rows = queries.narrow(
        queries.list_prospects(request.actor),
        request.actor,
        state=(state,) if state else (),
        source=(source,) if source else (),
    )
    found, after = page_rows(rows, cursor=cursor, limit=limit, sort=sort, sorts=queries.ORDERS)
    items = [ProspectOut.model_validate(queries.line_of(row)) for row in found]
    return Page[ProspectOut](items=items, next=after)


@router.post(
    "",
    response={201: ProspectOut},
    operation_id="capture_prospect",
    summary="Capture a prospect",
    openapi_extra=_EDITS,
)
def capture(request: ApiRequest, body: ProspectIn, response: HttpResponse) -> Status[ProspectOut]:
    """Mark a customer's record as a prospect; one that was lost is open again. 409 for a customer."""
    request.actor.require("edit", "prospect")
    draft = ProspectDraft(body.customer_id, body.source, body.detail, body.interest)
    lines = capturing.capture_prospects([draft], actor=request.actor)
    if not lines:
        raise Conflict("This is a customer already.", code="customer")
    response["Location"] = f"/api/v1/prospects/{lines[0].id}"
    return Status(201, _out(lines[0], response))


@router.get(
    "/figures",
    response=Whole[FigureOut],
    operation_id="get_prospect_figures",
    summary="Read figures by source",
    openapi_extra=_SEES,
)
def read_figures(
    request: ApiRequest, since: Moment | None = None, until: Moment | None = None
) -> Whole[FigureOut]:
    """Read what each source brought from `since` (90 days ago) to `until` (now), the richest first."""
    end = until or datetime.now(UTC)
    start = since or datetime.now(UTC) - timedelta(days=90)
    figures = queries.get_figures(request.actor, since=start, until=end)
    return Whole[FigureOut](items=[FigureOut.model_validate(one) for one in figures])


@router.get(
    "/{uuid:prospect_id}",
    response=ProspectOut,
    operation_id="get_prospect",
    summary="Read a prospect",
    openapi_extra=_SEES,
)
def read_one(request: ApiRequest, prospect_id: UUID, response: HttpResponse) -> ProspectOut:
    """Read a prospect; its ETag serves If-Match."""
    return _out(queries.get_prospect(prospect_id, actor=request.actor), response)


@router.patch(
    "/{uuid:prospect_id}",
    response=ProspectOut,
    operation_id="change_prospect",
    summary="Change a prospect",
    openapi_extra=_EDITS,
)
def change_one(
    request: ApiRequest, prospect_id: UUID, body: ProspectChange, response: HttpResponse
) -> ProspectOut:
    """Change source or interest; the score follows. With If-Match only if nobody else did (412)."""
    row = queries.get_prospect_for_update(prospect_id, actor=request.actor)
    require_match(request, row.version)
    values = body.model_dump(exclude_unset=True)
    return _out(capturing.change_prospect(prospect_id, values, actor=request.actor), response)


@router.post(
    "/{uuid:prospect_id}/convert",
    response=ProspectOut,
    operation_id="convert_prospect",
    summary="Make a customer",
    openapi_extra=_EDITS,
)
def convert(request: ApiRequest, prospect_id: UUID, response: HttpResponse) -> ProspectOut:
    """Make a customer of the prospect; one that is a customer stays as it is."""
    row = queries.get_prospect_for_update(prospect_id, actor=request.actor)
    becoming.convert_prospects([row.party_id], how="hand", actor=request.actor)
    return read_one(request, prospect_id, response)


@router.post(
    "/{uuid:prospect_id}/lose",
    response=ProspectOut,
    operation_id="lose_prospect",
    summary="Give a prospect up",
    openapi_extra=_EDITS,
)
def lose(request: ApiRequest, prospect_id: UUID, body: LossIn, response: HttpResponse) -> ProspectOut:
    """Give an open prospect up, with the reason; one that is not open stays as it is."""
    row = queries.get_prospect_for_update(prospect_id, actor=request.actor)
    becoming.lose_prospects([row.party_id], body.reason, note=body.note, actor=request.actor)
    return read_one(request, prospect_id, response)


@router.post(
    "/{uuid:prospect_id}/reopen",
    response=ProspectOut,
    operation_id="reopen_prospect",
    summary="Work on it again",
    openapi_extra=_EDITS,
)
def reopen(request: ApiRequest, prospect_id: UUID, response: HttpResponse) -> ProspectOut:
    """Open a prospect again; 409 when it is open, or has ordered."""
    return _out(becoming.reopen_prospect(prospect_id, actor=request.actor), response)


def _out(line: ProspectLine, response: HttpResponse) -> ProspectOut:
    set_etag(response, line.version)
    return ProspectOut.model_validate(line)
