"""One message each to very many customers: written by a few statements, held, released, given up together."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from psycopg import sql

from rapport.collaborative.delivery import events
from rapport.collaborative.delivery.models import ChannelAccount, Conversation, Delivery, Message
from rapport.collaborative.delivery.operations.channels import get_channel, wake
from rapport.collaborative.delivery.operations.charging import address_to_leave
from rapport.collaborative.delivery.operations.claiming import refuse
from rapport.collaborative.delivery.operations.receiving import SUBJECT
from rapport.collaborative.delivery.operations.rows import lock_deliveries
from rapport.collaborative.delivery.rules import texts
from rapport.customers.party.api import record_facts
from rapport.customers.timeline.api import TouchDraft, record_touches
from rapport.kernel.work.api import Work

_REFUSE_DEAD = sql.SQL("""
update {table} t set reason = 'undeliverable' from undeliverable u
 where t.reason = '' and u.channel = %(channel)s and u.address = t.address
""")


@dataclass(frozen=True, slots=True)
class MassDraft:
    """What one customer is written; `token` was drawn by `draw_token`, `html` may be empty."""

    party_id: UUID
    address: str
    subject: str
    text: str
    token: str
    html: str = ""


def draw_token() -> tuple[str, str]:
    """Return an unguessable name for a delivery to be, and where its reader says that they want no more."""
    token = secrets.token_hex(16)
    return token, address_to_leave(token)


def write_many(
    drafts: Sequence[MassDraft], account_id: UUID, *, purpose: str, group_id: UUID, work: Work
) -> list[UUID]:
    """Write a message each to customers the caller may write to; returns the deliveries in their order.

    Each gets a conversation of its own, closed until it is answered. Consent, hours and caps are asked as the
    channel claims them. Nothing of it is there unless the caller's transaction commits.
    """
    account = ChannelAccount.objects.get(id=account_id)
    threads = [_thread(one, account, work) for one in drafts]
    pairs = list(zip(drafts, threads, strict=True))
    written = [_message(one, thread, account, work) for one, thread in pairs]
    carried = [
        _delivery(one, message, account, work, purpose=purpose, group_id=group_id)
        for one, message in zip(drafts, written, strict=True)
    ]
    Conversation.objects.bulk_create(threads)
    Message.objects.bulk_create(written)
    Delivery.objects.bulk_create(carried)
    record_touches([_touch(one, thread) for one, thread in pairs], actor=work.actor)
    facts = [_fact(row, thread) for row, thread in zip(carried, threads, strict=True)]
    record_facts(facts, work)
    wake(account.channel)
    return [row.id for row in carried]


def _thread(one: MassDraft, account: ChannelAccount, work: Work) -> Conversation:
    return Conversation(
        channel=account.channel,
        account=account,
        party_id=one.party_id,
        peer=one.address,
        subject=texts.clean_text(one.subject, 300),
        state="closed",
        unit_id=account.unit_id,
        preview=texts.preview_of(one.text),
        messages=1,
        last_at=work.now,
        created_at=work.now,
    )


def _message(one: MassDraft, thread: Conversation, account: ChannelAccount, work: Work) -> Message:
    return Message(
        conversation=thread,
        account=account,
        direction="out",
        reference=get_channel(account.channel).refer(one.token, account.address),
        sender=account.address,
        sender_name=account.name[:200],
        subject=thread.subject,
        text=one.text,
        html=one.html,
        automatic=True,
        at=work.now,
    )


def _delivery(
    one: MassDraft, message: Message, account: ChannelAccount, work: Work, *, purpose: str, group_id: UUID
) -> Delivery:
    return Delivery(
        message=message,
        account=account,
        party_id=one.party_id,
        channel=account.channel,
        address=one.address,
        purpose=purpose,
        group_id=group_id,
        token=one.token,
        due_at=work.now,
    )


def _touch(one: MassDraft, thread: Conversation) -> TouchDraft:
    return TouchDraft(
        party_id=one.party_id,
        at=thread.last_at,
        kind="message.sent",
        title=thread.subject,
        summary=thread.preview,
        channel=thread.channel,
        direction="out",
        subject_kind=SUBJECT,
        subject_id=thread.id,
    )


def _fact(row: Delivery, thread: Conversation) -> events.MessageWritten:
    return events.MessageWritten(
        conversation_id=thread.id,
        message_id=row.message_id,
        delivery_id=row.id,
        customer_id=row.party_id,
        channel=row.channel,
        account_id=row.account_id,
        purpose=row.purpose,
        at=row.due_at,
        size=len(row.message.text),
    )


def hold_group(group_id: UUID) -> int:
    """Hold back what of a group no channel has claimed yet; returns how many."""
    return Delivery.objects.filter(group_id=group_id, state="waiting").update(state="held")


def release_group(group_id: UUID) -> int:
    """Let what was held back wait for its channel again; returns how many."""
    held = Delivery.objects.filter(group_id=group_id, state="held")
    channels = list(held.order_by("channel").values_list("channel", flat=True).distinct())
    released = held.update(state="waiting")
    for channel in channels:
        wake(channel)
    return released


def drop_group(group_id: UUID, code: str, work: Work) -> int:
    """Leave unsent for good what of a group no channel has claimed yet; returns how many."""
    unsent = ("waiting", "held")
    ids = Delivery.objects.filter(group_id=group_id, state__in=unsent).values_list("id", flat=True)
    gone = [row for row in lock_deliveries(ids).values() if row.state in unsent]
    refuse(gone, code, work)
    return len(gone)


def refuse_dead(table: str, channel: str) -> None:
    """Write into a temporary table with `address` and an empty `reason` which addresses are dead."""
    with connection.cursor() as cursor:
        cursor.execute(_REFUSE_DEAD.format(table=sql.Identifier("pg_temp", table)), {"channel": channel})
