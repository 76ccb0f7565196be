"""Reads of what members said of a dashboard or of a question."""

import hashlib
from uuid import UUID

from django.db.models import QuerySet

from rapport.analytical.reporting.contracts.comments import CommentLine, Place
from rapport.analytical.reporting.models import ReportComment
from rapport.analytical.reporting.queries.addresses import read_address, write_address
from rapport.analytical.reporting.queries.asking import check_answerable
from rapport.analytical.reporting.queries.dashboards import get_dashboard
from rapport.kernel.errors import Missing, Unknown, say
from rapport.kernel.filters.api import InvalidFilter
from rapport.kernel.identity.api import Actor, Scope
from rapport.kernel.rows import get_row

MOST_SHOWN = 200


def find_place(board: str, question: str, *, actor: Actor) -> Place:
    """Return what is spoken of, as far as the reader sees it; a question in its short form.

    Raises `Missing` for a dashboard there is not or that is not shared with them, `Unknown` for a question
    that cannot be asked or for neither or both, `Forbidden` for who may see no reports.
    """
    actor.require("view", "report")
    if bool(board) == bool(question):
        reason = say("A dashboard or a question, one of both.")
        raise Unknown("There is no such dashboard.", fields={"board": reason})
    if board:
        return Place(board=get_dashboard(board, actor=actor).name)
    try:
        asked = read_address(question)
        check_answerable(asked, actor)
    except InvalidFilter as refusal:
        raise Unknown("This cannot be asked.", fields={"question": str(refusal)}) from refusal
    return Place(question=write_address(asked))


def key_of(place: Place) -> str:
    """Return what the comments on a place are found by: a digest, since addresses are longer than keys."""
    text = f"board {place.board}" if place.board else f"question {place.question}"
    return hashlib.sha256(text.encode()).hexdigest()


def list_comments(place: Place, *, actor: Actor) -> QuerySet[ReportComment]:
    """Return the comments on a place the reader was let to; raises `Forbidden`."""
    actor.require("view", "report")
    return ReportComment.objects.filter(about=key_of(place))


def list_threads(place: Place, *, actor: Actor) -> list[tuple[CommentLine, list[CommentLine]]]:
    """Return the newest 200 comments as threads, the newest first, answers in their order; one query."""
    rows = list_comments(place, actor=actor).order_by("-id")[:MOST_SHOWN]
    lines = [comment_of(row, actor) for row in rows]
    answers: dict[UUID, list[CommentLine]] = {}
    for line in reversed(lines):
        if line.thread_id:
            answers.setdefault(line.thread_id, []).append(line)
    return [(line, answers.get(line.id, [])) for line in lines if line.thread_id is None]


def get_comment(comment_id: UUID, *, actor: Actor, lock: bool = False) -> ReportComment:
    """Return a comment on something the reader sees, locked where asked; raises `Missing`, `Forbidden`."""
    actor.require("view", "report")
    row = get_row(
        ReportComment.objects.filter(id=comment_id), Missing("There is no such comment."), lock=lock
    )
    try:
        find_place(row.board, row.question, actor=actor)
    except (Missing, Unknown) as refusal:
        raise Missing("There is no such comment.") from refusal
    return row


def may_remove(row: ReportComment, actor: Actor) -> bool:
    """Tell whether somebody may take a comment away: who wrote it, and who may edit all reports."""
    return (actor.id is not None and row.author_id == actor.id) or actor.scope("edit", "report") is Scope.ALL


def comment_of(row: ReportComment, actor: Actor) -> CommentLine:
    """Return a comment as it stands."""
    return CommentLine(
        id=row.id,
        place=Place(row.board, row.question),
        thread_id=row.thread_id,
        body=row.body,
        mentions=tuple(row.mentions),
        author_id=row.author_id,
        author_name=row.author_name,
        created_at=row.created_at,
        removed=row.removed_at is not None,
        mine=row.removed_at is None and may_remove(row, actor),
    )
