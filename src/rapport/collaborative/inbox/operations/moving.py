"""Conversations put together, or one taken apart; either can be taken back."""

from uuid import UUID

from rapport.collaborative.delivery.api import begin_beside, get_conversation, move_messages
from rapport.collaborative.inbox.contracts import MoveLine
from rapport.collaborative.inbox.models import ThreadMove
from rapport.collaborative.inbox.queries.moves import line_of
from rapport.kernel.errors import Clash, Missing
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import Work, unit_of_work


def merge_threads(source_id: UUID, target_id: UUID, *, actor: Actor) -> MoveLine:
    """Put all messages of a conversation into another of the same address; the first stays as a sign to it.

    Raises `Missing`, `Clash` (another address, the same conversation, nothing left to move).
    """
    with unit_of_work(actor) as work:
        moved = move_messages(source_id, target_id, actor=actor)
        if not moved:
            raise Clash("This conversation was put together with another.", code="merged")
        return _keep("merge", (source_id, target_id), moved, work)


def split_thread(conversation_id: UUID, message_id: UUID, *, actor: Actor) -> MoveLine:
    """Begin a conversation of its own with a message and all that came after it.

    Raises `Missing`, `Clash` for the first message: nothing would be left.
    """
    with unit_of_work(actor) as work:
        line = get_conversation(conversation_id, actor=actor, verb="edit")
        beside = begin_beside(conversation_id, actor=actor)
        moved = move_messages(conversation_id, beside, since=message_id, actor=actor)
        if len(moved) == line.messages:
            raise Clash("All of it would go: there is nothing to take apart.", code="whole")
        return _keep("split", (conversation_id, beside), moved, work)


def take_move_back(conversation_id: UUID, move_id: UUID, *, actor: Actor) -> MoveLine:
    """Move back what went between two conversations; what was written since stays where it was written.

    Raises `Missing`, `Clash` where it was taken back already, or its messages have gone on since.
    """
    with unit_of_work(actor) as work:
        get_conversation(conversation_id, actor=actor, verb="edit")
        row = ThreadMove.objects.select_for_update().filter(id=move_id, source_id=conversation_id).first()
        if row is None:
            raise Missing("There is no such move.")
        if row.undone_at is not None:
            raise Clash("This was taken back already.", code="undone")
        move_messages(row.target_id, row.source_id, only=row.message_ids, actor=actor)
        row.undone_at = work.now
        row.save(update_fields=["undone_at"])
        return line_of(row)


def _keep(kind: str, ends: tuple[UUID, UUID], moved: list[UUID], work: Work) -> MoveLine:
    row = ThreadMove.objects.create(
        kind=kind,
        source_id=ends[0],
        target_id=ends[1],
        message_ids=moved,
        actor_name=work.actor.name,
        at=work.now,
    )
    return line_of(row)
