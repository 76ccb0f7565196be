"""Reactions to facts: once what lies ahead was learnt, who is about to leave is; who was merged away goes."""

from collections.abc import Sequence
from uuid import UUID

from rapport.analytical.churn.jobs import LEARN
from rapport.analytical.churn.operations.forgetting import forget_merged
from rapport.kernel.identity.api import system_actor
from rapport.kernel.jobs.api import enqueue
from rapport.kernel.outbox.api import Envelope

CONSUMER = "churn.news"
FACTS = ("worth.learnt.v1", "customer.merged.v1")


def note_news(batch: Sequence[Envelope]) -> None:
    """Have risk learnt after each night's worth; take merged customers' risks away at once."""
    merged = [UUID(one.payload["merged_id"]) for one in batch if one.name == "customer.merged.v1"]
    if merged:
        forget_merged(merged)
    if any(one.name == "worth.learnt.v1" for one in batch):
        enqueue(LEARN, {}, actor=system_actor(batch[0].tenant_id), key=LEARN)
