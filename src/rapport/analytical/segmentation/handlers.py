"""Reactions to facts: whoever they speak of may have joined or left a segment."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from rapport.analytical.segmentation.jobs import FILL_DUE
from rapport.analytical.segmentation.operations.filling import has_segments, note_due
from rapport.kernel.identity.api import system_actor
from rapport.kernel.jobs.api import enqueue
from rapport.kernel.outbox.api import Envelope

CONSUMER = "segmentation.customers"
FACTS = (
    *(
        f"customer.{what}.v1"
        for what in ("created", "updated", "handed_over", "merged", "unmerged", "erased")
    ),
    "customer.removed.v1",
    *(f"order.{what}.v1" for what in ("placed", "changed", "status_changed", "cancelled", "removed")),
    "return.received.v1",
    *(f"consent.{what}.v1" for what in ("given", "withdrawn")),
    "preference.changed.v1",
    *(f"prospect.{what}.v1" for what in ("captured", "converted", "lost", "reopened")),
    *(f"account.{what}.v1" for what in ("named", "changed", "ended")),
    "visitor.linked.v1",
    "record.fields_changed.v1",
)
NAMING_A_CUSTOMER = ("party_id", "customer_id", "merged_id", "restored_id")
PAUSE = timedelta(seconds=4)
"""Facts come in bursts, and worth is counted first: one filling serves all that arrive within it."""


def note_customers(batch: Sequence[Envelope]) -> None:
    """Note the customers these facts speak of, and have segments look at them soon."""
    due = {party_id for envelope in batch for party_id in _list_named(envelope)}
    if due and has_segments():
        note_due(sorted(due))
        actor = system_actor(batch[0].tenant_id)
        enqueue(FILL_DUE, {}, actor=actor, key=FILL_DUE, due_at=timezone.now() + PAUSE)


def _list_named(envelope: Envelope) -> Iterator[UUID]:
    payload = envelope.payload
    if payload.get("kind") == "customer" and payload.get("record_id"):
        yield UUID(payload["record_id"])
    for name in NAMING_A_CUSTOMER:
        if payload.get(name):
            yield UUID(payload[name])
