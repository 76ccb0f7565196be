"""Reads of money: the tenant's exchange rates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from rapport.kernel.identity.api import Actor
from rapport.kernel.money.models import ExchangeRate


@dataclass(frozen=True, slots=True)
class RateLine:
    """A rate as lists show it: from `day` one unit of `currency` is `rate` units of the tenant's own."""

    id: UUID
    currency: str
    day: date
    rate: Decimal
    source: str


def list_rates(actor: Actor) -> QuerySet[ExchangeRate]:
    """Return the tenant's rates, unordered; raises `Forbidden` without the right to view settings."""
    actor.require("view", "settings")
    return ExchangeRate.objects.all()


def load_rate_lines(ids: Sequence[UUID]) -> list[RateLine]:
    """Return these rates in the order of their ids; for ids the reader may see."""
    rows = ExchangeRate.objects.filter(id__in=ids)
    found = {row.id: RateLine(row.id, row.currency, row.day, row.rate, row.source) for row in rows}
    return [found[one] for one in ids if one in found]


def list_rate_currencies(actor: Actor) -> list[str]:
    """Return the currencies that have a rate."""
    return list(list_rates(actor).order_by("currency").values_list("currency", flat=True).distinct())
