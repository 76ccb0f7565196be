"""Reactions to facts: whose entry of a form it was that came by one of our pieces."""

from collections.abc import Sequence
from uuid import UUID

from rapport.kernel.identity.api import system_actor
from rapport.kernel.outbox.api import Envelope
from rapport.operational.landing.operations.answering import settle_entries

CONSUMER = "landing.entries"
FACTS = ("form.submitted.v1",)


def settle(batch: Sequence[Envelope]) -> None:
    """Tell of the customers whose entries came by a landing page or pop-up."""
    entries = {UUID(one.payload["entry_id"]): UUID(one.payload["customer_id"]) for one in batch}
    settle_entries(entries, actor=system_actor(batch[0].tenant_id))
