"""Messages come in: one transaction each, committed before the other side hears that it was received."""

from datetime import timedelta
from uuid import UUID

from rapport.collaborative.delivery import events
from rapport.collaborative.delivery.contracts import AccountState, Heard, Inbound, Taken
from rapport.collaborative.delivery.models import AccountHealth, Conversation, Message
from rapport.collaborative.delivery.operations.channels import get_channel
from rapport.collaborative.delivery.operations.charging import book_received
from rapport.collaborative.delivery.operations.files import keep_files, keep_raw
from rapport.collaborative.delivery.operations.finding import (
    Sender,
    find_sender,
    find_thread,
    lock_sender,
)
from rapport.collaborative.delivery.operations.hearing import tell_heard
from rapport.collaborative.delivery.operations.telling import tell_changed
from rapport.collaborative.delivery.rules import texts
from rapport.collaborative.delivery.rules.hypertext import clean_html
from rapport.customers.timeline.api import TouchDraft, record_touch
from rapport.kernel.identity.api import Actor, system_actor
from rapport.kernel.work.api import Work, unit_of_work

SUBJECT = "conversation"
MOVED = ("messages", "version", "state", "snoozed_until", "waiting_since", "preview", "last_at")
"""What of a conversation a message changes."""
AGAIN = timedelta(minutes=10)
"""How long after a link broke the other side may hand over again what it thinks was not received."""


def take_in(account: AccountState, message: Inbound) -> Taken:
    """Keep a message with its files, thread and customer; when this returns, it is committed.

    The same message twice (account and external id) is one message.
    """
    actor = system_actor(account.tenant_id)
    with unit_of_work(actor) as work:
        lock_sender(account.id, message.sender)
        known = _find_known(account, message)
        if known is not None:
            return Taken(known.conversation_id, known.id, fresh=False)
        thread, began = _thread_of(account, message, work, actor)
        row = _keep(account, message, thread.id, work, actor)
        move_on(thread, row)
        thread.save(update_fields=MOVED)
        if thread.party_id and not row.automatic:
            record_touch(touch_of(thread, row, thread.party_id), actor=actor)
        work.record(received_fact(thread, row, began=began))
        tell_changed(thread, work)
        AccountHealth.objects.filter(account_id=account.id).update(last_in_at=work.now)
        if not row.automatic:
            tell_heard([heard_of(account, thread, row, began=began)])
        book_received([(account, row)], work)
    return Taken(thread.id, row.id, fresh=True)


def heard_of(account: AccountState, thread: Conversation, row: Message, *, began: bool) -> Heard:
    """Return a kept message as its channel hears of it."""
    return Heard(
        account,
        thread.id,
        row.id,
        thread.party_id,
        row.sender,
        row.text,
        row.at,
        began,
        row.external_id or "",
        thread.match,
    )


def _find_known(account: AccountState, message: Inbound) -> Message | None:
    own = Message.objects.filter(account_id=account.id)
    known = own.filter(external_id=message.external_id).first()
    if known is not None or message.twin is None:
        return known
    beginning, linked = message.twin
    alike = own.filter(
        direction="in",
        sender=message.sender,
        at__gt=linked - AGAIN,
        at__lt=linked,
        external_id__startswith=beginning,
    )
    return alike.order_by("at", "id").first()


def _thread_of(
    account: AccountState, message: Inbound, work: Work, actor: Actor
) -> tuple[Conversation, bool]:
    channel = get_channel(account.channel)
    thread = find_thread(account, channel, message)
    if thread is not None:
        return thread, False
    made = begun(account, message, find_sender(account, channel, message, actor=actor), work)
    made.save(force_insert=True)
    return made, True


def begun(account: AccountState, message: Inbound, sender: Sender, work: Work) -> Conversation:
    """Return the thread a message begins, not yet kept."""
    return Conversation(
        channel=account.channel,
        account_id=account.id,
        party_id=sender.party_id,
        peer=message.sender,
        subject=texts.clean_text(message.subject, 300) or texts.preview_of(message.text),
        match=sender.match,
        unit_id=sender.unit_id,
        last_at=min(message.at, work.now),
        created_at=work.now,
        version=0,
    )


def _keep(account: AccountState, message: Inbound, thread_id: UUID, work: Work, actor: Actor) -> Message:
    limits = get_channel(account.channel).limits
    row = Message.objects.create(
        conversation_id=thread_id,
        account_id=account.id,
        direction="in",
        external_id=message.external_id,
        reference=message.reference,
        sender=message.sender,
        sender_name=texts.clean_text(message.sender_name, 200),
        copies=list(message.copies),
        subject=texts.clean_text(message.subject, 300),
        text=texts.clean_text(message.text, limits.text),
        quoted=texts.clean_text(message.quoted, limits.text),
        html=clean_html(texts.clean_text(message.html, 4 * limits.text)),
        automatic=message.automatic,
        flaw=message.flaw[:200],
        at=min(message.at, work.now),
        raw_id=keep_raw(message.raw, actor=actor),
    )
    keep_files(row, message.files, actor=actor)
    return row


def move_on(thread: Conversation, row: Message) -> None:
    """A person's word opens the thread again and waits for an answer; a machine's only stands in it."""
    thread.messages += 1
    thread.version += 1
    if not row.automatic:
        thread.state, thread.snoozed_until = "open", None
        thread.waiting_since = thread.waiting_since or row.at
        thread.preview = texts.preview_of(row.text, row.subject)
    thread.last_at = max(thread.last_at, row.at)


def received_fact(thread: Conversation, row: Message, *, began: bool) -> events.MessageReceived:
    """Return what others are told of a message that came."""
    return events.MessageReceived(
        conversation_id=thread.id,
        message_id=row.id,
        customer_id=thread.party_id,
        channel=thread.channel,
        account_id=row.account_id,
        match=thread.match,
        automatic=row.automatic,
        began=began,
        at=row.at,
        size=len(row.text),
    )


def touch_of(thread: Conversation, row: Message, party_id: UUID) -> TouchDraft:
    """Return the line a message that came has on its customer's timeline."""
    return TouchDraft(
        party_id=party_id,
        at=row.at,
        kind="message.received",
        title=row.subject or thread.subject,
        summary=texts.preview_of(row.text),
        channel=thread.channel,
        direction="in",
        subject_kind=SUBJECT,
        subject_id=thread.id,
    )
