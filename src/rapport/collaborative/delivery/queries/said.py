"""What customers wrote, for whoever reads how they feel: the timeline's protocol."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import F, QuerySet

from rapport.collaborative.delivery.models import Message
from rapport.collaborative.delivery.queries.threads import list_conversations
from rapport.customers.timeline.api import SaidHead
from rapport.kernel.identity.api import Actor


class ReceivedMessages:
    """Messages that came in, their subject before their words; what a machine wrote is left out."""

    def read(self, ids: Sequence[UUID]) -> dict[UUID, str]:
        """Return the words of these messages."""
        return _write(_written().filter(id__in=list(ids)))

    def show(self, ids: Sequence[UUID], actor: Actor) -> dict[UUID, str]:
        """Return the words of those in conversations the actor may see."""
        if not ids or not actor.may("view", "conversation"):
            return {}
        seen = list_conversations(actor).values("id")
        return _write(_written().filter(id__in=list(ids), conversation_id__in=seen))

    def walk(self, after: UUID | None, limit: int) -> list[SaidHead]:
        """Return the heads of the next messages by id."""
        rows = _written()
        if after is not None:
            rows = rows.filter(id__gt=after)
        heads = rows.annotate(party=F("conversation__party_id"), carried=F("conversation__channel"))
        found = heads.order_by("id").values_list("id", "conversation_id", "party", "carried", "at")[:limit]
        return [SaidHead(*one) for one in found]


def _written() -> QuerySet[Message]:
    return Message.objects.filter(direction="in", automatic=False)


def _write(rows: QuerySet[Message]) -> dict[UUID, str]:
    """Join the subject and the words; a mere answer's subject is the business's own and is left out."""
    return {
        message: "\n".join(filter(None, ("" if subject.lower().startswith("re:") else subject, text)))
        for message, subject, text in rows.values_list("id", "subject", "text")
    }
