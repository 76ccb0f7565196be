"""Reactions to facts: whoever bought, sent back, or was merged gets a new list."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from rapport.analytical.recommendation.jobs import RENEW
from rapport.analytical.recommendation.operations.renewing import note_due
from rapport.kernel.identity.api import system_actor
from rapport.kernel.jobs.api import enqueue
from rapport.kernel.outbox.api import Envelope

CONSUMER = "recommendation.purchases"
FACTS = (
    "order.placed.v1",
    "order.changed.v1",
    "order.cancelled.v1",
    "return.received.v1",
    "customer.merged.v1",
    "customer.unmerged.v1",
)
NAMING_A_CUSTOMER = ("party_id", "customer_id", "merged_id", "restored_id")
PAUSE = timedelta(seconds=5)
"""Facts come in bursts: one renewal serves all that arrive within it."""


def note_purchases(batch: Sequence[Envelope]) -> None:
    """Note the customers these facts speak of, and have their lists renewed soon."""
    due = {
        UUID(envelope.payload[name])
        for envelope in batch
        for name in NAMING_A_CUSTOMER
        if envelope.payload.get(name)
    }
    if due:
        note_due(due)
        actor = system_actor(batch[0].tenant_id)
        enqueue(RENEW, {}, actor=actor, key=RENEW, due_at=timezone.now() + PAUSE)
