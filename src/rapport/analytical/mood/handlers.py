"""Reactions to facts: what customers write is read within seconds; who was merged away goes."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from rapport.analytical.mood.operations.taking import take_messages
from rapport.analytical.mood.operations.telling import forget_merged, tell_customers
from rapport.customers.timeline.api import SaidHead
from rapport.kernel.identity.api import system_actor
from rapport.kernel.outbox.api import Envelope

CONSUMER = "mood.news"
RECEIVED, MERGED = "message.received.v1", "customer.merged.v1"
FACTS = (RECEIVED, MERGED)


def note_news(batch: Sequence[Envelope]) -> None:
    """Note what people wrote, to be read by a job at once; count those anew others were merged into."""
    actor = system_actor(batch[0].tenant_id)
    heads = [_head(one) for one in batch if one.name == RECEIVED and not one.payload["automatic"]]
    take_messages(heads, actor=actor)
    merged = [one for one in batch if one.name == MERGED]
    if merged:
        forget_merged([UUID(one.payload["merged_id"]) for one in merged])
        tell_customers({one.subject_id for one in merged}, now=timezone.now(), actor=actor)


def _head(one: Envelope) -> SaidHead:
    told, customer = one.payload, one.payload["customer_id"]
    return SaidHead(
        UUID(told["message_id"]),
        UUID(told["conversation_id"]),
        UUID(customer) if customer else None,
        told["channel"],
        datetime.fromisoformat(told["at"]),
    )
