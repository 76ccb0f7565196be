"""Reads of money: the tenant's exchange rates."""

from django.db.models import QuerySet

from rapport.kernel.identity.api import Actor
from rapport.kernel.money.models import ExchangeRate


def list_rates(actor: Actor) -> QuerySet[ExchangeRate]:
    """Return the tenant's rates, unordered; raises `Forbidden` without the right to view settings."""
    actor.require("view", "settings")
    return ExchangeRate.objects.all()
