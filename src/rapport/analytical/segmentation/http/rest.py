"""/segments: groups of customers, who is in them, who moved."""

from uuid import UUID

from django.http import HttpResponse
from ninja import Router, Status

from rapport.analytical.segmentation.contracts import SegmentLine
from rapport.analytical.segmentation.http.bodies import (
    AskedOut,
    CellOut,
    DayOut,
    GroupingOut,
    MemberOut,
    MoveOut,
    SegmentChange,
    SegmentIn,
    SegmentOut,
)
from rapport.analytical.segmentation.operations.groupings import approve_grouping, ask_for_groups
from rapport.analytical.segmentation.operations.segments import add_segment, change_segment, remove_segment
from rapport.analytical.segmentation.queries import segments as reads
from rapport.analytical.segmentation.queries.groupings import list_groupings
from rapport.analytical.value.api import list_worth_cells
from rapport.kernel.rest.api import (
    ApiRequest,
    CursorText,
    Limit,
    Page,
    Whole,
    answer_page,
    asks,
    require_match,
    set_etag,
)

segments = Router()
_ONE = "/{uuid:segment_id}"
_SEES = asks("view:segment", "view:customer")


@segments.get(
    "",
    response=Whole[SegmentOut],
    operation_id="list_customer_segments",
    summary="List segments of customers",
    openapi_extra=_SEES,
)
def list_all(request: ApiRequest) -> Whole[SegmentOut]:
    """List the business's segments by name, with what they hold of the customers you may see."""
    lines = reads.list_segments(request.actor)
    return Whole[SegmentOut](items=[SegmentOut.model_validate(line) for line in lines])


@segments.post("", response={201: SegmentOut}, operation_id="add_segment", summary="Add a segment")
def add(request: ApiRequest, body: SegmentIn, response: HttpResponse) -> Status[SegmentOut]:
    """Add a segment of the customers a filter finds; filled within seconds, and kept so as facts come in."""
    line = add_segment(body.name, body.filter, about=body.about, actor=request.actor)
    response["Location"] = f"/api/v1/segments/{line.id}"
    return Status(201, _out(line, response))


@segments.get(
    "/cells",
    response=Whole[CellOut],
    operation_id="list_segment_cells",
    summary="List cells of recency and frequency",
    openapi_extra=asks("view:segment", "view:worth", "view:customer"),
)
def list_cells(request: ApiRequest) -> Whole[CellOut]:
    """List the twenty-five cells of recency and frequency, of the customers you may see."""
    reads.require(request.actor, "view")
    return Whole[CellOut](items=[CellOut.model_validate(one) for one in list_worth_cells(request.actor)])


@segments.get(
    "/groups",
    response=Whole[GroupingOut],
    operation_id="list_groupings",
    summary="List groups found in the data",
    openapi_extra=_SEES,
)
def list_all_groupings(request: ApiRequest) -> Whole[GroupingOut]:
    """List the newest twenty findings, newest first; 403 for who does not see every customer."""
    lines = list_groupings(request.actor)
    return Whole[GroupingOut](items=[GroupingOut.model_validate(line) for line in lines])


@segments.post(
    "/groups",
    response={202: AskedOut},
    operation_id="look_for_groups",
    summary="Look for groups in the data",
    openapi_extra=asks("create:segment"),
)
def look_for_groups(request: ApiRequest) -> Status[AskedOut]:
    """Have a job look for groups; what it finds waits for an approval. 409 where models are not installed."""
    return Status(202, AskedOut(job_id=ask_for_groups(actor=request.actor)))


@segments.post(
    "/groups/{uuid:grouping_id}/approve",
    response={204: None},
    operation_id="approve_grouping",
    summary="Put groups found in the data to use",
    openapi_extra=asks("edit:segment"),
)
def approve(request: ApiRequest, grouping_id: UUID) -> Status[None]:
    """Put a finding to use in the place of the one before, or go back to it. 409 where nothing was found."""
    approve_grouping(grouping_id, actor=request.actor)
    return Status(204, None)


@segments.get(
    _ONE, response=SegmentOut, operation_id="get_segment", summary="Read a segment", openapi_extra=_SEES
)
def get_one(request: ApiRequest, segment_id: UUID, response: HttpResponse) -> SegmentOut:
    """Read a segment."""
    return _out(reads.read_segment(segment_id, actor=request.actor), response)


@segments.patch(_ONE, response=SegmentOut, operation_id="change_segment", summary="Change a segment")
def change(request: ApiRequest, segment_id: UUID, body: SegmentChange, response: HttpResponse) -> SegmentOut:
    """Change its name, words or filter; with If-Match (412). A new filter has it filled anew."""
    _require_same(request, segment_id, "edit")
    return _out(
        change_segment(segment_id, body.model_dump(exclude_unset=True), actor=request.actor), response
    )


@segments.delete(
    _ONE,
    response={204: None},
    operation_id="remove_segment",
    summary="Remove a segment",
    openapi_extra=asks("delete:segment"),
)
def remove(request: ApiRequest, segment_id: UUID) -> Status[None]:
    """Forget a segment and who moved; its customers' insights of it end. With If-Match (412)."""
    _require_same(request, segment_id, "delete")
    remove_segment(segment_id, actor=request.actor)
    return Status(204, None)


@segments.get(
    f"{_ONE}/members",
    response=Page[MemberOut],
    operation_id="list_segment_members",
    summary="List who is in a segment",
    openapi_extra=_SEES,
)
def list_members(
    request: ApiRequest, segment_id: UUID, cursor: CursorText | None = None, limit: Limit = 50
) -> Page[MemberOut]:
    """List the customers in a segment that you may see, who joined last first."""
    rows = reads.list_members(segment_id, actor=request.actor)
    write = MemberOut.model_validate
    return answer_page(Page[MemberOut], rows, write, cursor=cursor, limit=limit, by="since")


@segments.get(
    f"{_ONE}/moves",
    response=Page[MoveOut],
    operation_id="list_segment_moves",
    summary="List who joined and left a segment",
    openapi_extra=_SEES,
)
def list_moves(
    request: ApiRequest, segment_id: UUID, cursor: CursorText | None = None, limit: Limit = 50
) -> Page[MoveOut]:
    """List who joined and left within thirteen months, of those you may see, newest first.

    What filled the segment for the first time, or anew since its filter was changed, is no move.
    """
    rows = reads.list_moves(segment_id, actor=request.actor)
    return answer_page(Page[MoveOut], rows, MoveOut.model_validate, cursor=cursor, limit=limit, by="at")


@segments.get(
    f"{_ONE}/days",
    response=Whole[DayOut],
    operation_id="list_segment_days",
    summary="List what a segment held by day",
    openapi_extra=_SEES,
)
def list_days(request: ApiRequest, segment_id: UUID) -> Whole[DayOut]:
    """List what a segment held on its last ninety days; empty for who does not see every customer."""
    lines = reads.list_days(segment_id, actor=request.actor)
    return Whole[DayOut](items=[DayOut.model_validate(line) for line in lines])


def _require_same(request: ApiRequest, segment_id: UUID, verb: str) -> None:
    """Hold what the caller read against what stands there, in one transaction with the change."""
    before = reads.get_segment(segment_id, actor=request.actor, verb=verb, lock=True)
    require_match(request, content=_stable(SegmentOut.model_validate(reads.line_of(before))))


def _out(line: SegmentLine, response: HttpResponse) -> SegmentOut:
    out = SegmentOut.model_validate(line)
    set_etag(response, content=_stable(out))
    return out


def _stable(out: SegmentOut) -> dict[str, object]:
    """Return what people change of a segment: being counted anew is no change of theirs."""
    return out.model_dump(include={"name", "about", "filter"})
