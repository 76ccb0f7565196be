"""Facts that were put aside, for the business they belong to."""

from django.db.models import QuerySet

from rapport.kernel.identity.api import Actor
from rapport.kernel.outbox.api import ParkedFact, ParkedGroup, list_parked, list_parked_groups


def list_parked_facts(actor: Actor) -> "QuerySet[ParkedFact]":
    """Return the business's parked facts; raises `Forbidden` without the right to see background work."""
    actor.require("view", "job")
    return list_parked()


def list_groups(actor: Actor) -> list[ParkedGroup]:
    """Return the business's parked facts by consumer, name and reason; none for who may not see them."""
    return list_parked_groups() if actor.may("view", "job") else []
