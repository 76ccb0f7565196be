"""Answers: sent after a breath in which they can be taken back."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from rapport.collaborative.delivery.api import withdraw_message, write_message
from rapport.collaborative.delivery.contracts import FileDraft, MessageLine
from rapport.collaborative.inbox.operations.drafts import drop_draft, save_draft
from rapport.collaborative.inbox.operations.working import close_thread
from rapport.kernel.identity.api import Actor
from rapport.kernel.settings.api import get_setting
from rapport.kernel.work.api import unit_of_work


def answer_thread(
    conversation_id: UUID,
    text: str,
    *,
    files: Sequence[FileDraft] = (),
    close: bool = False,
    version: int | None = None,
    actor: Actor,
) -> MessageLine:
    """Answer, and close where asked; the channel takes it up when the seconds to think are over.

    Raises `Missing`, `Invalid`, `Conflict`, `Clash`.
    """
    with unit_of_work(actor):
        hold = timedelta(seconds=get_setting("inbox.undo_seconds"))
        line = write_message(conversation_id, text, files=files, hold=hold, version=version, actor=actor)
        drop_draft(conversation_id, actor=actor)
        if close:
            close_thread(conversation_id, actor=actor)
    return line


def take_back(conversation_id: UUID, message_id: UUID, *, actor: Actor) -> str:
    """Withdraw an answer nobody has begun to send; its text is the member's draft again, and is returned.

    Raises `Missing`, `Clash` where it is too late.
    """
    with unit_of_work(actor):
        text = withdraw_message(conversation_id, message_id, actor=actor)
        save_draft(conversation_id, text, actor=actor)
    return text
