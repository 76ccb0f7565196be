"""Reads of money: the tenant's exchange rates."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, QuerySet

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


def list_rate_lines(
    actor: Actor,
    *,
    currencies: Collection[str] = (),
    after: tuple[date, str] | None = None,
    limit: int = 50,
) -> list[RateLine]:
    """Return rates, the newest day first, then by currency; `after` is the last (day, currency) seen."""
    rows = list_rates(actor).order_by("-day", "currency")
    if currencies:
        rows = rows.filter(currency__in=tuple(currencies))
    if after is not None:
        rows = rows.filter(Q(day__lt=after[0]) | Q(day=after[0], currency__gt=after[1]))
    return [RateLine(row.id, row.currency, row.day, row.rate, row.source) for row in rows[:limit]]


def list_rate_currencies(actor: Actor) -> list[str]:
    """Return the currencies that have a rate."""
    return list(list_rates(actor).order_by("currency").values_list("currency", flat=True).distinct())
