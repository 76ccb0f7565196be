"""Reactions to facts: whoever bought, sent back, or was merged is due for counting."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from rapport.analytical.value.jobs import COUNT_DUE
from rapport.analytical.value.operations.due import note_due
from rapport.kernel.identity.api import system_actor
from rapport.kernel.jobs.api import enqueue
from rapport.kernel.outbox.api import Envelope

CONSUMER = "value.purchases"
FACTS = (
    "order.placed.v1",
    "order.changed.v1",
    "order.status_changed.v1",
    "order.cancelled.v1",
    "return.received.v1",
    "customer.merged.v1",
    "customer.unmerged.v1",
)
NAMING_A_CUSTOMER = ("party_id", "customer_id", "merged_id", "restored_id")
PAUSE = timedelta(seconds=2)
"""Facts come in bursts: one counting serves all that arrive within it."""


def note_purchases(batch: Sequence[Envelope]) -> None:
    """Note the customers these facts speak of, and have them counted soon."""
    due = {
        UUID(envelope.payload[name])
        for envelope in batch
        for name in NAMING_A_CUSTOMER
        if envelope.payload.get(name)
    }
    if due:
        note_due(due)
        actor = system_actor(batch[0].tenant_id)
        enqueue(COUNT_DUE, {}, actor=actor, key=COUNT_DUE, due_at=timezone.now() + PAUSE)
