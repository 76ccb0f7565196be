"""Reactions to facts: an old order of somebody who was erased does not bring back who that was."""

from collections.abc import Sequence
from uuid import UUID

from rapport.customers.privacy.api import is_anybody_suppressed
from rapport.kernel.identity.api import system_actor
from rapport.kernel.outbox.api import Envelope
from rapport.operational.orders.operations.forgetting import forget_guests

CONSUMER = "orders.guests"
FACTS = ("order.placed.v1", "order.changed.v1")


def forget_returned_guests(batch: Sequence[Envelope]) -> None:
    """Look at the guests of orders that came in; nothing more than one query where nobody was ever erased."""
    ids = [UUID(one.payload["order_id"]) for one in batch if one.payload.get("party_id") is None]
    if ids and is_anybody_suppressed():
        forget_guests(ids, actor=system_actor(batch[0].tenant_id))
