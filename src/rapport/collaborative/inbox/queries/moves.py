"""Which conversations went together, and which could."""

from uuid import UUID

from django.db.models import Q

from rapport.collaborative.delivery.api import list_conversations
from rapport.collaborative.delivery.contracts import ConversationLine
from rapport.collaborative.inbox.contracts import MoveLine
from rapport.collaborative.inbox.models import ThreadMove
from rapport.kernel.identity.api import Actor

OFFERED = 8


def list_beside(line: ConversationLine, actor: Actor) -> list[tuple[UUID, str]]:
    """Return (id, subject) of the latest other conversations with the same person on the same account."""
    same = Q(peer=line.peer) | Q(party_id=line.customer_id) if line.customer_id else Q(peer=line.peer)
    others = list_conversations(actor, "edit").filter(same, account_id=line.account_id)
    latest = others.exclude(id=line.id).exclude(state="merged").order_by("-last_at", "-id")
    return list(latest.values_list("id", "subject")[:OFFERED])


def find_merge(conversation_id: UUID) -> MoveLine | None:
    """Return where the messages of a conversation went as it was put together with another."""
    merges = ThreadMove.objects.filter(
        source_id=conversation_id, kind=ThreadMove.Kind.MERGE, undone_at__isnull=True
    )
    row = merges.order_by("-at", "-id").first()
    return line_of(row) if row else None


def line_of(row: ThreadMove) -> MoveLine:
    """Return a move as others see it."""
    return MoveLine(
        row.id, row.kind, row.source_id, row.target_id, len(row.message_ids), row.actor_name, row.at
    )
