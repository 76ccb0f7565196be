"""Drafts of answers: kept on the server while somebody writes, gone once it is sent."""

from uuid import UUID

from rapport.collaborative.delivery.api import get_conversation
from rapport.collaborative.inbox.contracts import DraftLine
from rapport.collaborative.inbox.models import ReplyDraft
from rapport.kernel.errors import Invalid, say
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import unit_of_work

LONGEST = 100_000


def save_draft(conversation_id: UUID, text: str, *, actor: Actor) -> DraftLine | None:
    """Keep what a member has written of an answer; an empty one is forgotten. Raises `Missing`, `Invalid`."""
    if len(text) > LONGEST:
        most = say("At most %(most)s characters.", most=LONGEST)
        raise Invalid("The draft is too long.", fields={"text": most})
    with unit_of_work(actor) as work:
        get_conversation(conversation_id, actor=actor, verb="edit")
        if actor.member_id is None:
            return None
        own = ReplyDraft.objects.filter(conversation_id=conversation_id, member_id=actor.member_id)
        if not text.strip():
            own.delete()
            return None
        said = text.replace("\0", "")
        ReplyDraft.objects.update_or_create(
            conversation_id=conversation_id,
            member_id=actor.member_id,
            defaults={"text": said, "saved_at": work.now},
        )
        return DraftLine(conversation_id, said, work.now)


def drop_draft(conversation_id: UUID, *, actor: Actor) -> None:
    """Forget the member's own draft."""
    if actor.member_id is not None:
        ReplyDraft.objects.filter(conversation_id=conversation_id, member_id=actor.member_id).delete()


def find_draft(conversation_id: UUID, *, actor: Actor) -> DraftLine | None:
    """Return the member's own draft, or None."""
    if actor.member_id is None:
        return None
    row = ReplyDraft.objects.filter(conversation_id=conversation_id, member_id=actor.member_id).first()
    return DraftLine(row.conversation_id, row.text, row.saved_at) if row else None
