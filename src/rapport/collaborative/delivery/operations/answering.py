"""Answers of rules to many at once: written by a few statements, carried like any other."""

import secrets
from collections.abc import Sequence
from uuid import UUID

from rapport.collaborative.delivery import events
from rapport.collaborative.delivery.contracts import RuleAnswer
from rapport.collaborative.delivery.models import ChannelAccount, Conversation, Delivery, Message
from rapport.collaborative.delivery.operations.channels import get_channel, wake
from rapport.collaborative.delivery.operations.receiving import SUBJECT
from rapport.collaborative.delivery.operations.rows import save_conversations
from rapport.collaborative.delivery.operations.telling import tell_many_changed
from rapport.collaborative.delivery.rules import texts
from rapport.customers.timeline.api import TouchDraft, record_touches
from rapport.kernel.work.api import Work, record_many

CARED = ("messages", "version", "waiting_since", "answer_due_at", "last_at", "preview", "team_id", "tags")


def answer_many(answers: Sequence[RuleAnswer], work: Work) -> list[UUID | None]:
    """Answer conversations the caller has locked by taking in what came; returns the messages in their order.

    None stands where there was nothing to say. Whoever is handed over goes on waiting for a person. Nothing
    of it is there unless the caller's transaction commits. A few statements, however many.
    """
    wanted = {one.conversation_id for one in answers}
    locked = Conversation.objects.filter(id__in=wanted).order_by("id").select_for_update(of=("self",))
    threads = {row.id: row for row in locked}
    found = ChannelAccount.objects.filter(id__in={row.account_id for row in threads.values()})
    accounts = {row.id: row for row in found}
    written, carried, touches = list[Message | None](), list[Delivery](), list[TouchDraft]()
    for one in answers:
        thread = threads[one.conversation_id]
        account = accounts[thread.account_id]
        token = secrets.token_hex(16)
        row = _write(one, thread, account, token, work) if one.text.strip() else None
        _care(one, thread, row)
        written.append(row)
        if row is None:
            continue
        carried.append(_delivery(row, thread, account, token, work))
        if thread.party_id is not None:
            touches.append(_touch(row, thread, thread.party_id))
    messages = [row for row in written if row is not None]
    Message.objects.bulk_create(messages)
    Delivery.objects.bulk_create(carried)
    save_conversations(threads.values(), CARED)
    record_touches(touches, actor=work.actor)
    record_many([_fact(row, work) for row in carried], work)
    tell_many_changed(threads.values(), work)
    for channel in sorted({row.channel for row in carried}):
        wake(channel)
    return [row.id if row is not None else None for row in written]


def _write(one: RuleAnswer, thread: Conversation, account: ChannelAccount, token: str, work: Work) -> Message:
    channel = get_channel(thread.channel)
    return Message(
        conversation=thread,
        account=account,
        direction="out",
        reference=channel.refer(token, account.address),
        sender=account.address,
        sender_name=account.name[:200],
        subject=thread.subject,
        text=texts.clean_text(one.text, channel.limits.text),
        automatic=True,
        at=work.now,
    )


def _care(one: RuleAnswer, thread: Conversation, row: Message | None) -> None:
    """Move the thread on: an answer ends the waiting, unless a person is wanted."""
    thread.version += 1
    thread.tags = list(dict.fromkeys([*thread.tags, *one.tags]))
    thread.team_id = one.team_id or thread.team_id
    if row is None:
        return
    thread.messages += 1
    thread.last_at = max(thread.last_at, row.at)
    thread.preview = texts.preview_of(row.text)
    if not one.waits:
        thread.waiting_since = thread.answer_due_at = None


def _delivery(
    row: Message, thread: Conversation, account: ChannelAccount, token: str, work: Work
) -> Delivery:
    return Delivery(
        message=row,
        account=account,
        party_id=thread.party_id,
        channel=thread.channel,
        address=thread.peer,
        token=token,
        due_at=work.now,
    )


def _touch(row: Message, thread: Conversation, party_id: UUID) -> TouchDraft:
    return TouchDraft(
        party_id=party_id,
        at=row.at,
        kind="message.sent",
        title=thread.subject,
        summary=texts.preview_of(row.text),
        channel=thread.channel,
        direction="out",
        subject_kind=SUBJECT,
        subject_id=thread.id,
    )


def _fact(row: Delivery, work: Work) -> events.MessageWritten:
    return events.MessageWritten(
        conversation_id=row.message.conversation_id,
        message_id=row.message_id,
        delivery_id=row.id,
        customer_id=row.party_id,
        channel=row.channel,
        account_id=row.account_id,
        purpose="",
        at=work.now,
        size=len(row.message.text),
    )
