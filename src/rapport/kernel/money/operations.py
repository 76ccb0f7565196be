"""Writes of money: the tenant's exchange rates."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db import connection

from rapport.kernel.errors import Invalid
from rapport.kernel.identity.api import Actor
from rapport.kernel.ids import new_id
from rapport.kernel.money.contracts import known_currencies
from rapport.kernel.work.api import unit_of_work

_SET = """
insert into exchange_rate (id, currency, day, rate) values (%s, %s, %s, %s)
on conflict (tenant_id, currency, day) do update set rate = excluded.rate
"""


def set_rates(rates: Iterable[tuple[str, date, Decimal]], *, actor: Actor) -> int:
    """Set (currency, day, rate): from that day one unit of currency is `rate` units of the tenant's own.

    A rate holds until the next one. Returns how many were set; raises `Invalid` on an unknown currency or a
    rate that is not above zero, `Forbidden` without the right to edit settings.
    """
    actor.require("edit", "settings")
    rows = [(new_id(), currency, day, rate) for currency, day, rate in rates]
    for _, currency, _, rate in rows:
        if currency not in known_currencies() or rate <= 0:
            raise Invalid(
                "“%(currency)s %(rate)s” is not a rate.",
                values={"currency": currency, "rate": rate},
                fields={"rate": "A rate is above zero, of a currency there is."},
            )
    with unit_of_work(actor), connection.cursor() as cursor:
        cursor.executemany(_SET, rows)
    return len(rows)
