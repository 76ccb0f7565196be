"""What groups of customers bought, side by side, by one statement however many they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg import sql

from rapport.customers.party.api import hash_joins

_MANY = 1_000_000
# An order counts as it stands: cancelled ones bought nothing, what was given back is taken off. Orders
# without a rate into the business's own money count as orders, and bring nothing.
_COMPARE = sql.SQL("""
with member as ({members}),
bought as (
    select o.party_id, count(*) as orders,
           coalesce(sum(money_in_own(o.total_minor - o.refunded_minor, o.currency, o.placed_at, %(own)s)), 0)
               as minor
      from sales_order o
     where o.placed_at >= %(since)s and o.placed_at < %(until)s
       and o.kind = 'order' and o.status <> 'cancelled' and o.party_id is not null
     group by o.party_id
)
select m.side, count(*), count(b.party_id), coalesce(sum(b.orders), 0), coalesce(sum(b.minor), 0),
       coalesce(sum(b.minor::float8 * b.minor::float8), 0)
  from member m left join bought b on b.party_id = m.party_id
 group by m.side order by m.side
""")


_PURCHASES = sql.SQL("""
select o.party_id, o.placed_at,
       coalesce(money_in_own(o.total_minor - o.refunded_minor, o.currency, o.placed_at, %(own)s), 0)
  from sales_order o
 where o.placed_at >= %(since)s and o.placed_at < %(until)s and o.party_id in ({members})
   and o.kind = 'order' and o.status <> 'cancelled'
 order by o.placed_at, o.id
""")


@dataclass(frozen=True, slots=True)
class SidePurchases:
    """What one side bought: revenue in minor units of the business's money, `squares` of what each spent."""

    side: str
    people: int
    buyers: int
    orders: int
    revenue: int
    squares: float


def compare_sides(
    members: str, params: Mapping[str, Any], *, since: datetime, until: datetime, currency: str
) -> list[SidePurchases]:
    """Return what each side bought from one moment on until another (UTC), by the sides' names.

    `members` selects `party_id` and `side` of whom to compare, with named parameters; it comes from code.
    """
    values = {**params, "since": since, "until": until, "own": currency}
    with connection.cursor() as cursor, hash_joins(cursor, _MANY):
        cursor.execute(_COMPARE.format(members=sql.SQL(members)), values)
        return [
            SidePurchases(side, people, buyers, int(orders), int(revenue), float(squares))
            for side, people, buyers, orders, revenue, squares in cursor.fetchall()
        ]


def list_purchases_of(
    members: str, params: Mapping[str, Any], *, since: datetime, until: datetime, currency: str
) -> list[tuple[UUID, datetime, int]]:
    """Return who of some customers bought, when and for how much, from one moment on until another (UTC).

    `members` selects `party_id` with named parameters; it comes from code. Sums are minor units of the
    business's money, less what was given back; orders without a rate bring nothing.
    """
    values = {**params, "since": since, "until": until, "own": currency}
    with connection.cursor() as cursor, hash_joins(cursor, _MANY):
        cursor.execute(_PURCHASES.format(members=sql.SQL(members)), values)
        return [(party_id, at, int(minor)) for party_id, at, minor in cursor.fetchall()]
