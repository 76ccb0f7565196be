"""Writing comments on figures; who is called or answered is told."""

from collections.abc import Iterable
from uuid import UUID

from rapport.analytical.reporting.contracts.comments import (
    ANSWERED,
    LONGEST,
    MENTIONED,
    CommentLine,
    Place,
)
from rapport.analytical.reporting.models import ReportComment
from rapport.analytical.reporting.queries.comments import (
    comment_of,
    find_place,
    get_comment,
    key_of,
    list_comments,
    may_remove,
)
from rapport.kernel.errors import Clash, Forbidden, Unknown, say
from rapport.kernel.identity.api import Actor, known_members
from rapport.kernel.notices.api import NoticeDraft, tell
from rapport.kernel.work.api import Work, unit_of_work

MOST, MOST_MENTIONS = 2_000, 50


def add_comment(
    place: Place,
    body: str,
    *,
    thread_id: UUID | None = None,
    mentions: Iterable[UUID] = (),
    actor: Actor,
) -> CommentLine:
    """Say something of a dashboard or a question, or answer a comment on it; whoever sees it reads it.

    Told are the mentioned, and who wrote in the thread before, once each. Raises what `find_place` raises;
    `Unknown` for a comment or member there is not; `Clash` for no text or too many comments.
    """
    with unit_of_work(actor) as work:
        found = find_place(place.board, place.question, actor=actor)
        thread = _find_thread(found, thread_id, actor)
        named = list(dict.fromkeys(mentions))
        if len(named) > MOST_MENTIONS or set(named) - known_members(named):
            raise Unknown("There is no such member.", fields={"mentions": say("There is no such member.")})
        text = body.replace("\0", "").strip()
        if not 1 <= len(text) <= LONGEST:
            reason = say("1 to %(most)s characters.", most=LONGEST)
            raise Clash("A comment has some text.", fields={"body": reason})
        if list_comments(found, actor=actor).count() >= MOST:
            raise Clash("There are as many comments here as there can be.", code="too-many-comments")
        row = ReportComment.objects.create(
            about=key_of(found),
            board=found.board,
            question=found.question,
            thread_id=thread.id if thread else None,
            body=text,
            mentions=named,
            author_id=actor.id,
            author_name=actor.name[:200],
            created_at=work.now,
        )
        _tell(row, work)
    return comment_of(row, actor)


def remove_comment(comment_id: UUID, *, actor: Actor) -> None:
    """Take a comment away: its words are gone, and its line too where nobody answered it.

    Raises `Missing`, `Forbidden` for somebody else's.
    """
    with unit_of_work(actor) as work:
        row = get_comment(comment_id, actor=actor, lock=True)
        if not may_remove(row, actor):
            raise Forbidden("This comment is somebody else's.", code="not-yours")
        if ReportComment.objects.filter(thread_id=row.id).exists():
            row.body, row.mentions, row.removed_at = "", [], work.now
            row.save(update_fields=["body", "mentions", "removed_at"])
        else:
            row.delete()


def _find_thread(place: Place, thread_id: UUID | None, actor: Actor) -> ReportComment | None:
    """Return what is answered: the comment a thread began with, of the same place."""
    if thread_id is None:
        return None
    row = list_comments(place, actor=actor).filter(id=thread_id).select_related("thread").first()
    if row is None:
        raise Unknown("There is no such comment.", fields={"thread_id": say("There is no such comment.")})
    return row.thread or row


def _tell(row: ReportComment, work: Work) -> None:
    """Tell the mentioned, and who else spoke in the thread before; nobody of their own words."""
    named = set(row.mentions)
    spoke: set[UUID] = set()
    if row.thread_id:
        rows = ReportComment.objects.filter(about=row.about)
        before = [*rows.filter(id=row.thread_id), *rows.filter(thread_id=row.thread_id)]
        spoke = known_members([one.author_id for one in before if one.author_id]) - named
    drafts = [
        NoticeDraft(kind=kind, member_id=one, subject_id=row.id, actor_id=work.actor.id)
        for kind, members in ((MENTIONED, named), (ANSWERED, spoke))
        for one in sorted(members)
        if one != work.actor.member_id
    ]
    if drafts:
        tell(drafts, now=work.now)
