"""Reactions to facts: waits end, goals are reached, people leave and come in."""

from collections.abc import Sequence
from uuid import UUID

from django.utils import timezone

from rapport.kernel.identity.api import system_actor
from rapport.kernel.outbox.api import Envelope
from rapport.operational.journeys.operations.channels import wake_held
from rapport.operational.journeys.operations.hearing import hear_facts
from rapport.operational.journeys.operations.waking import wake

CONSUMER = "journeys.people"
SETTLED, DELIVERIES = ("delivery.settled.v1",), "journeys.deliveries"
LOST = ("failed", "refused")


def hear(batch: Sequence[Envelope]) -> None:
    """Let these facts mean something to whoever is on the way or comes in, and have them make their step."""
    actor = system_actor(batch[0].tenant_id)
    if hear_facts(batch, actor=actor):
        wake(actor)


def hear_deliveries(batch: Sequence[Envelope]) -> None:
    """Have those whose message found nobody go on by the other channel, where their step has one."""
    told = [one.payload for one in batch]
    lost = [UUID(one["delivery_id"]) for one in told if one["state"] in LOST and one.get("group_id")]
    if lost and wake_held(lost, timezone.now()):
        wake(system_actor(batch[0].tenant_id))
