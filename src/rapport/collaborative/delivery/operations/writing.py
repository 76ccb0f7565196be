"""Messages to customers: written here, carried by their channel."""

import secrets
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from rapport.collaborative.delivery import events
from rapport.collaborative.delivery.contracts import Channel, FileDraft, MessageLine
from rapport.collaborative.delivery.models import (
    ChannelAccount,
    Conversation,
    Delivery,
    Message,
    MessageFile,
)
from rapport.collaborative.delivery.operations import charging
from rapport.collaborative.delivery.operations.channels import get_channel, wake
from rapport.collaborative.delivery.operations.files import attach_files
from rapport.collaborative.delivery.operations.moving import look_again
from rapport.collaborative.delivery.operations.receiving import SUBJECT
from rapport.collaborative.delivery.operations.telling import tell_changed
from rapport.collaborative.delivery.queries.threads import get_conversation_for_update, message_lines
from rapport.collaborative.delivery.rules import texts
from rapport.customers.party.api import get_customer
from rapport.customers.timeline.api import Subject, TouchDraft, drop_touch, record_touch
from rapport.kernel.blobs.api import drop_blob
from rapport.kernel.errors import Clash, Invalid, Missing, Unknown, say
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import Work, unit_of_work


def write_message(
    conversation_id: UUID,
    text: str,
    *,
    files: Sequence[FileDraft] = (),
    purpose: str = "",
    hold: timedelta = timedelta(),
    version: int | None = None,
    actor: Actor,
) -> MessageLine:
    """Answer in a conversation; the channel carries it as soon as it can, but not before `hold` has passed
    (a live one carries it at once).

    `purpose` names what was agreed to where the message advertises; such a one is held back without consent.
    Whoever answers first has the conversation. Raises `Missing`, `Invalid` (empty, too long), `Conflict`,
    `Clash` (put together with another, so nobody would see it here).
    """
    with unit_of_work(actor) as work:
        thread = get_conversation_for_update(conversation_id, actor=actor, version=version)
        if thread.state == "merged":
            raise Clash("This conversation was put together with another.", code="merged")
        account = ChannelAccount.objects.get(id=thread.account_id)
        return _write(thread, account, text, work, files=files, purpose=purpose, hold=hold)


def withdraw_message(conversation_id: UUID, message_id: UUID, *, actor: Actor) -> str:
    """Take a message back that nobody has begun to send, as if it had not been written; returns its text.

    The row of its delivery decides: either its channel claims it or it is withdrawn, never both. Raises
    `Missing`, `Clash` where it is too late.
    """
    with unit_of_work(actor) as work:
        thread = get_conversation_for_update(conversation_id, actor=actor)
        row = Message.objects.filter(id=message_id, conversation_id=thread.id, direction="out").first()
        if row is None:
            raise Missing("There is no such message.")
        waiting = Delivery.objects.select_for_update().filter(message=row, state="waiting", tries=0)
        if waiting.first() is None:
            raise Clash("It is already on its way.", code="too-late")
        for file in MessageFile.objects.filter(message=row):
            if file.blob_id is not None:
                drop_blob(file.blob_id, actor=actor)
        text = row.text
        unsent = list(Delivery.objects.filter(message=row).values_list("id", flat=True))
        row.delete()
        look_again(thread)
        thread.version += 1
        thread.save()
        if thread.party_id is not None:
            drop_touch(Subject(SUBJECT, thread.id, thread.party_id), "message.sent", at=row.at, work=work)
        work.record(
            events.MessageWithdrawn(
                conversation_id=thread.id, message_id=message_id, channel=thread.channel, at=work.now
            )
        )
        tell_changed(thread, work)
        charging.release(unsent, work)
    return text


def begin_conversation(
    party_id: UUID,
    account_id: UUID,
    address: str,
    text: str,
    *,
    subject: str = "",
    files: Sequence[FileDraft] = (),
    purpose: str = "",
    actor: Actor,
) -> UUID:
    """Write to a customer first; returns the conversation's id.

    Raises `Missing`, `Unknown` (no such account), `Invalid` (the address, an empty text).
    """
    actor.require("create", "conversation")
    with unit_of_work(actor) as work:
        customer = get_customer(party_id, actor=actor)
        account = ChannelAccount.objects.filter(id=account_id).first()
        if account is None:
            raise Unknown("There is no such account.", fields={"account_id": "There is no such account."})
        thread = Conversation.objects.create(
            channel=account.channel,
            account=account,
            party_id=customer.id,
            peer=get_channel(account.channel).normal(address),
            subject=texts.clean_text(subject.strip(), 300) or texts.preview_of(text),
            assignee_id=actor.member_id,
            unit_id=account.unit_id or customer.unit_id,
            last_at=work.now,
            created_at=work.now,
            version=0,
        )
        _write(thread, account, text, work, files=files, purpose=purpose)
    return thread.id


def _write(
    thread: Conversation,
    account: ChannelAccount,
    text: str,
    work: Work,
    *,
    files: Sequence[FileDraft],
    purpose: str,
    hold: timedelta = timedelta(),
) -> MessageLine:
    channel = get_channel(thread.channel)
    _check(text, files, channel)
    token = secrets.token_hex(16)
    row = Message.objects.create(
        conversation_id=thread.id,
        account=account,
        direction="out",
        reference=channel.refer(token, account.address),
        sender=account.address,
        sender_name=work.actor.name[:200],
        author_id=work.actor.member_id,
        subject=thread.subject,
        text=texts.clean_text(text, channel.limits.text),
        at=work.now,
    )
    attach_files(row, files, limits=channel.limits, actor=work.actor)
    delivery = Delivery.objects.create(
        message=row,
        account=account,
        party_id=thread.party_id,
        channel=thread.channel,
        address=thread.peer,
        purpose=purpose,
        token=token,
        due_at=work.now if "live" in channel.capabilities else work.now + hold,
    )
    thread.messages += 1
    thread.version += 1
    thread.waiting_since = thread.answer_due_at = thread.snoozed_until = None
    thread.last_at = work.now
    thread.preview = texts.preview_of(text)
    thread.assignee_id = thread.assignee_id or work.actor.member_id
    thread.state = "open"
    thread.save()
    if thread.party_id is not None:
        _touch(thread, row, thread.party_id, work.actor)
    work.record(
        events.MessageWritten(
            conversation_id=thread.id,
            message_id=row.id,
            delivery_id=delivery.id,
            customer_id=thread.party_id,
            channel=thread.channel,
            account_id=account.id,
            purpose=purpose,
            at=work.now,
            size=len(row.text),
        )
    )
    tell_changed(thread, work)
    wake(thread.channel)
    return message_lines([row])[0]


def _check(text: str, files: Sequence[FileDraft], channel: Channel) -> None:
    if not text.strip():
        raise Invalid("Write something first.", fields={"text": "Empty."})
    if len(text) > channel.limits.text:
        most = say("At most %(most)s characters.", most=channel.limits.text)
        raise Invalid("The message is too long.", fields={"text": most})
    if files and "files" not in channel.capabilities:
        raise Clash("This channel carries no files.", fields={"files": "This channel carries no files."})


def _touch(thread: Conversation, row: Message, party_id: UUID, actor: Actor) -> None:
    record_touch(
        TouchDraft(
            party_id=party_id,
            at=row.at,
            kind="message.sent",
            title=thread.subject,
            summary=texts.preview_of(row.text),
            channel=thread.channel,
            direction="out",
            subject_kind=SUBJECT,
            subject_id=thread.id,
        ),
        actor=actor,
    )
