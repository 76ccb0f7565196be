"""Reactions to facts: whoever bought, paid, sent back, was spoken to or merged is due for counting."""

from collections.abc import Sequence
from uuid import UUID

from rapport.analytical.value.operations.due import count_soon
from rapport.kernel.identity.api import system_actor
from rapport.kernel.outbox.api import Envelope

CONSUMER = "value.purchases"
FACTS = (
    "order.placed.v1",
    "order.changed.v1",
    "order.status_changed.v1",
    "order.cancelled.v1",
    "return.received.v1",
    "payment.received.v1",
    "payment.refunded.v1",
    "contact.logged.v1",
    "customer.merged.v1",
    "customer.unmerged.v1",
)
NAMING_A_CUSTOMER = ("party_id", "customer_id", "merged_id", "restored_id")


def note_purchases(batch: Sequence[Envelope]) -> None:
    """Note the customers these facts speak of, and have them counted soon."""
    due = {
        UUID(envelope.payload[name])
        for envelope in batch
        for name in NAMING_A_CUSTOMER
        if envelope.payload.get(name)
    }
    if due:
        count_soon(due, actor=system_actor(batch[0].tenant_id))
