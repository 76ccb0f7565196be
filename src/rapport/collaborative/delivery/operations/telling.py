"""What others hear of a conversation: facts, the timeline, open pages."""

from collections.abc import Iterable
from uuid import UUID

from rapport.collaborative.delivery import events
from rapport.collaborative.delivery.models import Conversation
from rapport.collaborative.delivery.operations.rows import Carriage
from rapport.kernel.live.api import announce, announce_all
from rapport.kernel.work.api import Work, record_many

ANNOUNCED = 20


def tell_changed(row: Conversation, work: Work) -> None:
    """Record the conversation as it now is, and have open pages ask again."""
    work.record(_changed(row))
    announce_conversation(row.id)


def tell_many_changed(rows: Iterable[Conversation], work: Work) -> None:
    """The same of many at once."""
    changed = list(rows)
    record_many([_changed(row) for row in changed], work)
    announce_conversations(row.id for row in changed)


def _changed(row: Conversation) -> events.ConversationChanged:
    return events.ConversationChanged(
        conversation_id=row.id,
        customer_id=row.party_id,
        channel=row.channel,
        account_id=row.account_id,
        state=row.state,
        match=row.match,
        assignee_id=row.assignee_id,
        team_id=row.team_id,
        snoozed_until=row.snoozed_until,
        waiting_since=row.waiting_since,
        tags=list(row.tags),
        version=row.version,
    )


def announce_conversation(conversation_id: UUID) -> None:
    """Have pages that show this conversation, and lists of them, ask again after the commit."""
    announce_conversations([conversation_id])


def announce_conversations(conversation_ids: Iterable[UUID]) -> None:
    """The same of many: beyond a screenful only that something changed, since few of them are open."""
    changed = sorted(set(conversation_ids))
    if changed:
        announce_all([f"conversation.{one}" for one in changed[:ANNOUNCED]], what="conversation")
        announce("conversation", what="conversations")


def announce_presence(account_id: UUID, peer: str) -> None:
    """Have pages that show an open conversation with this address ask who is there."""
    rows = Conversation.objects.filter(account_id=account_id, peer=peer, state="open")
    for conversation_id in rows.values_list("id", flat=True)[:ANNOUNCED]:
        announce(f"conversation.{conversation_id}", what="presence")


def tell_settled(rows: Iterable[Carriage], work: Work) -> None:
    """Record how far deliveries are."""
    record_many([settled_fact(row, work) for row in rows], work)


def settled_fact(row: Carriage, work: Work) -> events.DeliverySettled:
    """Return what others are told of how far a delivery is."""
    return events.DeliverySettled(
        delivery_id=row.id,
        message_id=row.message_id,
        customer_id=row.party_id,
        channel=row.channel,
        account_id=row.account_id,
        purpose=row.purpose,
        state=row.state,
        code=row.code,
        units=row.units,
        cost="" if row.cost is None else str(row.cost),
        currency=row.currency,
        at=work.now,
        group_id=row.group_id,
    )
