"""Contracts read as columns, and what is said of those that run."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from django.db import connection

from rapport.analytical.churn.contracts.ending import TermReason
from rapport.analytical.churn.rules.ending import Contracts
from rapport.kernel.tenancy.api import TenantProfile

DAY_ZERO = date(2000, 1, 1)
READ = """
select id, party_id, plan, every, renews, started_on, term_ends_on, ended_on, code,
       coalesce(money_in_own(price_minor, currency, now(), %s), price_minor)::double precision
           / case every when 'month' then 1 when 'quarter' then 3 when 'half' then 6 else 12 end
  from customer_contract
 where started_on <= %s
 order by id
"""


@dataclass(frozen=True)
class Read:
    """What was read: rows as they are kept, and the same as columns."""

    rows: list[tuple[Any, ...]]
    given: Contracts


@dataclass(frozen=True)
class Scored:
    """What is said of running contracts: places of rows, risks, other contracts, those that ended, why."""

    places: list[int]
    risk: list[float]
    others: list[int]
    ended: list[int]
    reasons: list[tuple[TermReason, ...]]


def number_of(day: date) -> int:
    """Return the number a day is reckoned by."""
    return (day - DAY_ZERO).days


def read_contracts(tenant: TenantProfile, today: date) -> Read:
    """Return all contracts that began, prices a month in the business's currency."""
    with connection.cursor() as cursor:
        cursor.execute(READ, [tenant.currency, today])
        rows = cursor.fetchall()
    numbers = {party_id: place for place, party_id in enumerate(dict.fromkeys(row[1] for row in rows))}

    def days(place: int) -> "np.ndarray[Any, np.dtype[np.float64]]":
        return np.array([np.nan if row[place] is None else number_of(row[place]) for row in rows], float)

    given = Contracts(
        party=np.array([numbers[row[1]] for row in rows], np.int64),
        plan=[row[2] for row in rows],
        every=[row[3] for row in rows],
        renews=np.array([row[4] for row in rows], bool),
        price=np.array([row[9] for row in rows], float),
        started=days(5),
        bound=days(6),
        ended=_known_ends(days(7), number_of(today)),
    )
    return Read(rows, given)


def _known_ends(ended: "np.ndarray[Any, np.dtype[np.float64]]", today: int) -> Any:
    """Return ends that have come: one that lies ahead is a notice given, not an end."""
    return np.where(ended <= today, ended, np.nan)
