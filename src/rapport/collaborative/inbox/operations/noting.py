"""Internal notes on conversations: kept as every note is, seen with the customer and in the thread."""

from collections.abc import Iterable
from uuid import UUID

from rapport.collaborative.delivery.api import announce_conversation, get_conversation, name_parties
from rapport.collaborative.delivery.contracts import ConversationLine
from rapport.customers.timeline.api import NoteLine, Subject, add_note, list_notes
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import unit_of_work

KIND = "conversation"


def note_thread(conversation_id: UUID, body: str, *, mentions: Iterable[UUID] = (), actor: Actor) -> NoteLine:
    """Write a note that customers never see; who is named in it is told. Raises `Missing`, `Invalid`."""
    with unit_of_work(actor):
        line = get_conversation(conversation_id, actor=actor)
        note = add_note(_subject(line, actor), body, mentions=mentions, actor=actor)
        announce_conversation(conversation_id)
    return note


def list_thread_notes(line: ConversationLine, *, actor: Actor) -> list[NoteLine]:
    """Return the notes on a conversation, the newest first; none for who may see no notes."""
    if not actor.may("view", "note"):
        return []
    return list_notes(Subject(KIND, line.id), actor=actor, limit=200)


def _subject(line: ConversationLine, actor: Actor) -> Subject:
    seen = line.customer_id in name_parties({line.customer_id}, actor) if line.customer_id else False
    return Subject(KIND, line.id, line.customer_id if seen else None)
