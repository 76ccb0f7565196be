"""Writes of money: the tenant's exchange rates."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import connection

from rapport.kernel.errors import Invalid, Missing
from rapport.kernel.identity.api import Actor
from rapport.kernel.ids import new_id
from rapport.kernel.money.contracts import known_currencies
from rapport.kernel.money.models import ExchangeRate
from rapport.kernel.tenancy.api import get_own_tenant
from rapport.kernel.work.api import unit_of_work

_SET = """
insert into exchange_rate (id, currency, day, rate, source) values (%s, %s, %s, %s, %s)
on conflict (tenant_id, currency, day) do update set rate = excluded.rate, source = excluded.source
"""


def set_rates(rates: Iterable[tuple[str, date, Decimal]], *, actor: Actor, source: str = "") -> int:
    """Set (currency, day, rate): from that day one unit of currency is `rate` units of the tenant's own.

    A rate holds until the next one; `source` says where it is from. Returns how many were set. Raises
    `Invalid` on an unknown currency, the tenant's own, or a rate that is not above zero, and `Forbidden`
    without the right to edit settings.
    """
    actor.require("edit", "settings")
    rows = [(new_id(), currency, day, rate, source.strip()[:60]) for currency, day, rate in rates]
    with unit_of_work(actor), connection.cursor() as cursor:
        own = get_own_tenant(actor.tenant_id).currency
        for _, currency, _, rate, _ in rows:
            _check(currency, rate, own)
        cursor.executemany(_SET, rows)
    return len(rows)


def remove_rate(rate_id: UUID, *, actor: Actor) -> None:
    """Take a rate back: the one before it holds on; raises `Missing`, `Forbidden`."""
    actor.require("edit", "settings")
    with unit_of_work(actor):
        if not ExchangeRate.objects.filter(id=rate_id).delete()[0]:
            raise Missing("There is no such rate.")


def _check(currency: str, rate: Decimal, own: str) -> None:
    if currency not in known_currencies() or rate <= 0:
        raise Invalid(
            "“%(currency)s %(rate)s” is not a rate.",
            values={"currency": currency, "rate": rate},
            fields={"rate": "A rate is above zero, of a currency there is."},
        )
    if currency == own:
        raise Invalid(
            "%(currency)s is your own currency; it needs no rate.",
            values={"currency": currency},
            fields={"currency": "Your own currency needs no rate."},
        )
