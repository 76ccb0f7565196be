"""/site-pieces: landing pages and pop-ups, for programs."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from ninja import Router, Status

from rapport.kernel.errors import Clash, Invalid
from rapport.kernel.rest.api import (
    ApiRequest,
    CursorText,
    Limit,
    Page,
    Whole,
    asks,
    page_rows,
    require_match,
    set_etag,
    sorted_by,
)
from rapport.operational.landing.contracts import PieceDraft, PieceLine, Words
from rapport.operational.landing.http.bodies import (
    AllWordsIn,
    FiguresOut,
    PieceChange,
    PieceIn,
    PieceOut,
    PieceStateIn,
    WordsIn,
)
from rapport.operational.landing.operations import making
from rapport.operational.landing.queries.pieces import (
    ORDERS,
    get_piece,
    get_piece_for_update,
    line_of,
    list_figures,
    list_pieces,
)
from rapport.operational.marketing.api import Arm, compare_running

router = Router()
Sort = Annotated[str, sorted_by("created", "name", "id")]
_SEES = ("view:customer", "view:form")


@router.get("", response=Page[PieceOut], operation_id="list_site_pieces", summary="List pages and pop-ups")
def list_page(
    request: ApiRequest, cursor: CursorText | None = None, limit: Limit = 50, sort: Sort = "-created"
) -> Page[PieceOut]:
    """List the landing pages and pop-ups you may see, without their words."""
    rows = list_pieces(request.actor)
    found, after = page_rows(rows, cursor=cursor, limit=limit, sort=sort, sorts=ORDERS)
    return Page[PieceOut](items=[PieceOut.model_validate(line_of(row)) for row in found], next=after)


@router.post(
    "",
    response={201: PieceOut},
    operation_id="create_site_piece",
    summary="Create a page or pop-up",
    openapi_extra=asks("create:site_piece", *_SEES),
)
def create_one(request: ApiRequest, body: PieceIn, response: HttpResponse) -> Status[PieceOut]:
    """Create a draft. 404 for a form there is not, 409 for an address or a filter that cannot be taken."""
    given = body.model_dump(exclude={"words"})
    draft = PieceDraft(**{**given, "where": tuple(given["where"])})
    line = making.create_piece(draft, _words(body.words), actor=request.actor)
    response["Location"] = f"/api/v1/site-pieces/{line.id}"
    return Status(201, _out(line, response))


@router.get(
    "/{uuid:piece_id}", response=PieceOut, operation_id="get_site_piece", summary="Read a page or pop-up"
)
def get_one(request: ApiRequest, piece_id: UUID, response: HttpResponse) -> PieceOut:
    """Read a landing page or pop-up with its words; its ETag serves If-Match."""
    return _out(get_piece(piece_id, actor=request.actor), response)


@router.patch(
    "/{uuid:piece_id}",
    response=PieceOut,
    operation_id="change_site_piece",
    summary="Change a page or pop-up",
    openapi_extra=asks("edit:site_piece", *_SEES),
)
def change_one(request: ApiRequest, piece_id: UUID, body: PieceChange, response: HttpResponse) -> PieceOut:
    """Change the fields sent; with If-Match only if nobody else did (412)."""
    require_match(request, get_piece_for_update(piece_id, actor=request.actor).version)
    values = body.model_dump(exclude_unset=True)
    if "where" in values:
        values["where"] = tuple(values["where"])
    return _out(making.change_piece(piece_id, values, actor=request.actor), response)


@router.put(
    "/{uuid:piece_id}/words",
    response=PieceOut,
    operation_id="set_site_words",
    summary="Write a page or pop-up",
)
def set_words(request: ApiRequest, piece_id: UUID, body: AllWordsIn, response: HttpResponse) -> PieceOut:
    """Replace what it says; more than one way is a test, split by their shares. 409 for a way said twice."""
    require_match(request, get_piece_for_update(piece_id, actor=request.actor).version)
    return _out(making.set_words(piece_id, _words(body.words), actor=request.actor), response)


@router.post(
    "/{uuid:piece_id}/state",
    response=PieceOut,
    operation_id="set_site_piece_state",
    summary="Show or hold back a page or pop-up",
)
def set_state(request: ApiRequest, piece_id: UUID, body: PieceStateIn, response: HttpResponse) -> PieceOut:
    """Let visitors see it, or not; 409 while it says nothing or its form is gone."""
    return _out(making.set_state(piece_id, body.state, actor=request.actor), response)


@router.get(
    "/{uuid:piece_id}/figures",
    response=Whole[FiguresOut],
    operation_id="get_site_piece_figures",
    summary="Read what came of a page or pop-up",
)
def read_figures(request: ApiRequest, piece_id: UUID) -> Whole[FiguresOut]:
    """Read how often each way was shown, followed, closed and filled in, beside the first."""
    get_piece(piece_id, actor=request.actor)
    figures = list_figures(piece_id)
    arms = {one.code: Arm(one.shown, min(one.filled, one.shown), one.filled, 0.0, 0.0) for one in figures}
    compared = compare_running(arms)
    answers = []
    for one in figures:
        found = compared.get(one.code)
        known = found is not None and found.error != float("inf")
        answers.append(
            FiguresOut(
                code=one.code,
                shown=one.shown,
                followed=one.followed,
                closed=one.closed,
                filled=one.filled,
                rate=found.value if found and known else None,
                low=found.low if found and known else None,
                high=found.high if found and known else None,
                sure=bool(found and known and found.sure),
            )
        )
    return Whole[FiguresOut](items=answers)


def _words(given: Sequence[WordsIn]) -> list[Words]:
    """Read words; what no schema says of blocks, such as a picture that is not the library's, is a clash."""
    words = [Words(one.code, one.language, one.title, tuple(one.blocks), one.share) for one in given]
    try:
        return making.read_words(words)
    except Invalid as error:
        raise Clash(error.text, fields=error.reasons, values=error.values, code="not-sound") from error


def _out(line: PieceLine, response: HttpResponse) -> PieceOut:
    set_etag(response, line.version)
    return PieceOut.model_validate(line)
