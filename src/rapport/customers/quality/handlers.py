"""Reactions to facts: what somebody has just entered or mended is judged at once."""

from collections.abc import Sequence

from rapport.customers.quality.jobs import JUDGE
from rapport.kernel.identity.api import system_actor
from rapport.kernel.jobs.api import enqueue
from rapport.kernel.outbox.api import Envelope

CONSUMER = "quality.judging"
FACTS = ("customer.created.v1", "customer.updated.v1", "customer.merged.v1", "customer.erased.v1")
MANY = 200
"""More at once are an import: the hourly job judges them in large batches."""


def judge_changed(batch: Sequence[Envelope]) -> None:
    """Have the customers judged that these facts speak of."""
    ids = sorted({one.payload["customer_id"] for one in batch if one.payload.get("customer_id")})
    if ids and len(ids) <= MANY:
        enqueue(JUDGE, {"ids": ids}, actor=system_actor(batch[0].tenant_id))
