"""Senders nothing more is taken from, on channels that can tell one from another."""

from uuid import UUID

from rapport.collaborative.delivery.api import announce_conversation, get_channel, get_conversation
from rapport.collaborative.delivery.contracts import ConversationLine
from rapport.collaborative.inbox.operations.working import close_thread
from rapport.kernel.errors import Clash
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import unit_of_work


def can_block(line: ConversationLine) -> bool:
    """Tell whether senders of this channel can be blocked."""
    return get_channel(line.channel).block is not None


def block_sender(conversation_id: UUID, *, on: bool, actor: Actor) -> ConversationLine:
    """Take nothing more of who writes here, and close it; or take it again.

    Raises `Missing`, `Clash` for a channel that cannot.
    """
    with unit_of_work(actor):
        line = get_conversation(conversation_id, actor=actor, verb="edit")
        block = get_channel(line.channel).block
        if block is None:
            raise Clash("Senders of this channel cannot be blocked.", code="channel")
        block(line.peer, on)
        if on and line.state == "open":
            line = close_thread(conversation_id, actor=actor)
        announce_conversation(conversation_id)
    return line
