"""/reports/comments: what members say of dashboards and questions."""

from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router, Status
from pydantic import ConfigDict, Field, StringConstraints

from rapport.analytical.reporting.contracts.comments import LONGEST, CommentLine, Place
from rapport.analytical.reporting.operations.comments import MOST_MENTIONS, add_comment, remove_comment
from rapport.analytical.reporting.queries import comments as reads
from rapport.kernel.rest.api import (
    Answer,
    ApiRequest,
    Body,
    CursorText,
    Limit,
    Moment,
    Page,
    answer_new,
    answer_one,
    answer_page,
    asks,
    require_unchanged,
)

router = Router()
_SEES = asks("view:report")
_Board = Annotated[str, Query(max_length=40, pattern=r"^[a-z0-9-]*$", examples=["owner"])]
_Question = Annotated[str, Query(max_length=4_000, pattern=r"^[^\x00]*$", examples=["of=revenue&by=day"])]


class CommentOut(Answer):
    """A comment on a dashboard (`board`) or a question; `thread_id` is what it answers. One taken away
    after it was answered is `removed` and has no body."""

    id: UUID
    board: str
    question: str
    thread_id: UUID | None
    body: str
    mentions: list[UUID]
    author_id: UUID | None
    author_name: str
    created_at: Moment
    removed: bool


class CommentIn(Body):
    """What is said of a dashboard or of a question (one of both), or answered to `thread_id`; `mentions` are
    members to be told."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"board": "owner", "body": "A good week."}]}
    )

    board: Annotated[str, StringConstraints(max_length=40, pattern=r"^[a-z0-9-]*$")] = ""
    question: Annotated[str, StringConstraints(max_length=4_000, pattern=r"^[^\x00]*$")] = ""
    body: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST, pattern=r"^[^\x00]*$")]
    thread_id: UUID | None = None
    mentions: Annotated[list[UUID], Field(max_length=MOST_MENTIONS)] = Field(default=[])


@router.get(
    "",
    response=Page[CommentOut],
    operation_id="list_report_comments",
    summary="List comments on figures",
    openapi_extra=_SEES,
)
def list_page(
    request: ApiRequest,
    board: _Board = "",
    question: _Question = "",
    cursor: CursorText | None = None,
    limit: Limit = 50,
) -> Page[CommentOut]:
    """List what was said of a dashboard or of a question (name one of both), the newest first.

    404 for a dashboard there is not, or that is not shared with you.
    """
    place = reads.find_place(board, question, actor=request.actor)
    rows = reads.list_comments(place, actor=request.actor)
    return answer_page(
        Page[CommentOut],
        rows,
        lambda row: _out(reads.comment_of(row, request.actor)),
        cursor=cursor,
        limit=limit,
    )


@router.post(
    "",
    response={201: CommentOut},
    operation_id="add_report_comment",
    summary="Comment on figures",
    openapi_extra=_SEES,
)
def add(request: ApiRequest, body: CommentIn, response: HttpResponse) -> Status[CommentOut]:
    """Say something of figures you see; whoever sees them reads it, who is named or answered is told.

    404 for a dashboard, question, comment or member there is not; 409 for too many comments.
    """
    place = Place(body.board, body.question)
    line = add_comment(
        place, body.body, thread_id=body.thread_id, mentions=body.mentions, actor=request.actor
    )
    return answer_new(_out(line), response, f"/api/v1/reports/comments/{line.id}")


@router.get(
    "/{uuid:comment_id}",
    response=CommentOut,
    operation_id="get_report_comment",
    summary="Read a comment on figures",
    openapi_extra=_SEES,
)
def get_one(request: ApiRequest, comment_id: UUID, response: HttpResponse) -> CommentOut:
    """Read a comment."""
    row = reads.get_comment(comment_id, actor=request.actor)
    return answer_one(_out(reads.comment_of(row, request.actor)), response)


@router.delete(
    "/{uuid:comment_id}",
    response={204: None},
    operation_id="remove_report_comment",
    summary="Remove a comment on figures",
    openapi_extra=_SEES,
)
def remove(request: ApiRequest, comment_id: UUID) -> Status[None]:
    """Take a comment of yours away; 403 for somebody else's unless you may edit all; with If-Match."""
    row = reads.get_comment(comment_id, actor=request.actor, lock=True)
    require_unchanged(request, _out(reads.comment_of(row, request.actor)))
    remove_comment(comment_id, actor=request.actor)
    return Status(204, None)


def _out(line: CommentLine) -> CommentOut:
    own = [name for name in CommentOut.model_fields if name not in ("board", "question")]
    values = {name: getattr(line, name) for name in own}
    return CommentOut(**values, board=line.place.board, question=line.place.question)
