"""/reports/embeds: links that show figures in foreign pages."""

from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from ninja import Router, Status
from pydantic import ConfigDict, Field, StringConstraints

from rapport.analytical.reporting.contracts.comments import Place
from rapport.analytical.reporting.contracts.embeds import LONGEST_DAYS, MOST_SITES, EmbedDraft, EmbedLine
from rapport.analytical.reporting.http.embeds import address_of
from rapport.analytical.reporting.operations.embeds import add_embed, revoke_embed
from rapport.analytical.reporting.queries import embeds as reads
from rapport.kernel.rest.api import (
    Answer,
    ApiRequest,
    Body,
    CursorText,
    Limit,
    Moment,
    Name,
    Page,
    answer_new,
    answer_one,
    answer_page,
    asks,
)

router = Router()
_ONE = "/{uuid:embed_id}"
Site = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^https?://[a-z0-9.:-]+$")]


class EmbedIn(Body):
    """Which dashboard (`board`) or question is shown (one of both), on which sites (origins), for how many
    days, in which `locale` (empty for the visitor's)."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"name": "Intranet", "board": "owner", "sites": ["https://intranet.example"]}]
        },
    )

    name: Annotated[Name, StringConstraints(max_length=80)]
    board: Annotated[str, StringConstraints(max_length=40, pattern=r"^[a-z0-9-]*$")] = ""
    question: Annotated[str, StringConstraints(max_length=4_000, pattern=r"^[^\x00]*$")] = ""
    sites: Annotated[list[Site], Field(min_length=1, max_length=MOST_SITES)]
    days: Annotated[int, Field(ge=1, le=LONGEST_DAYS)] = 90
    locale: Annotated[str, StringConstraints(max_length=16, pattern=r"^[a-z-]*$")] = ""


class EmbedOut(Answer):
    """A link: `address` is what a frame on one of `sites` shows until it ends or is revoked (UTC)."""

    id: UUID
    name: str
    board: str
    question: str
    sites: list[str]
    locale: str
    address: str
    owner_id: UUID
    expires_at: Moment
    revoked_at: Moment | None
    created_at: Moment


@router.get(
    "", response=Page[EmbedOut], operation_id="list_report_embeds", summary="List links that show figures"
)
def list_page(request: ApiRequest, cursor: CursorText | None = None, limit: Limit = 50) -> Page[EmbedOut]:
    """List your links, newest first; everybody's with the right to edit all."""
    rows = reads.list_embeds(request.actor)
    return answer_page(Page[EmbedOut], rows, lambda row: _out(reads.line_of(row)), cursor=cursor, limit=limit)


@router.post(
    "",
    response={201: EmbedOut},
    operation_id="add_report_embed",
    summary="Show figures elsewhere",
    openapi_extra=asks("create:report", "view:report"),
)
def add(request: ApiRequest, body: EmbedIn, response: HttpResponse) -> Status[EmbedOut]:
    """Make a link that shows a dashboard or a question in frames of some sites, as you see it at that time.

    404 for a dashboard or question there is not; 409 for sites that are no origins, or too many links.
    """
    place = Place(body.board, body.question)
    draft = EmbedDraft(body.name, place, tuple(body.sites), body.days, body.locale)
    line = add_embed(draft, actor=request.actor)
    return answer_new(_out(line), response, f"/api/v1/reports/embeds/{line.id}")


@router.get(
    _ONE, response=EmbedOut, operation_id="get_report_embed", summary="Read a link that shows figures"
)
def get_one(request: ApiRequest, embed_id: UUID, response: HttpResponse) -> EmbedOut:
    """Read a link."""
    return answer_one(_out(reads.line_of(reads.get_embed(embed_id, actor=request.actor))), response)


@router.post(
    f"{_ONE}/revoke",
    response=EmbedOut,
    operation_id="revoke_report_embed",
    summary="Revoke a link that shows figures",
    openapi_extra=asks("delete:report", "view:report"),
)
def revoke(request: ApiRequest, embed_id: UUID) -> EmbedOut:
    """End a link at once; it stays in the list."""
    return _out(revoke_embed(embed_id, actor=request.actor))


def _out(line: EmbedLine) -> EmbedOut:
    own = [name for name in EmbedOut.model_fields if name not in ("board", "question", "address")]
    values = {name: getattr(line, name) for name in own}
    place = line.place
    return EmbedOut(**values, board=place.board, question=place.question, address=address_of(line))
