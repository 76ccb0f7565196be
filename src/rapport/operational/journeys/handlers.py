"""Reactions to facts: waits end, goals are reached, people leave and come in."""

from collections.abc import Sequence

from rapport.kernel.identity.api import system_actor
from rapport.kernel.outbox.api import Envelope
from rapport.operational.journeys.operations.hearing import hear_facts
from rapport.operational.journeys.operations.waking import wake

CONSUMER = "journeys.people"


def hear(batch: Sequence[Envelope]) -> None:
    """Let these facts mean something to whoever is on the way or comes in, and have them make their step."""
    actor = system_actor(batch[0].tenant_id)
    if hear_facts(batch, actor=actor):
        wake(actor)
