"""What orders came to, as the marts must say as well: lines of positive quantity and price, if it stands."""

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from django.db import connection
from psycopg import sql

from rapport.analytical.warehouse.contracts import Entry, MonthSum

_BOUGHT = sql.SQL("""
select o.id, o.version, o.currency, o.placed_at,
       case when o.kind = 'order' and o.status <> 'cancelled' then coalesce(l.bought, 0) else 0 end as bought
  from sales_order o
  left join lateral (select sum(total_minor) filter (where quantity > 0 and unit_price > 0) as bought
                       from order_line where order_id = o.id) l on true
""")
_SUMS = sql.SQL("""
select date_trunc('month', placed_at at time zone 'UTC')::date as month, currency,
       count(*) filter (where bought <> 0), sum(bought)::bigint
  from ({bought} where o.placed_at >= %(first)s::date at time zone 'UTC'
                    and o.placed_at < (%(last)s::date + interval '1 month') at time zone 'UTC') as found
 where date_trunc('month', placed_at at time zone 'UTC')::date = any(%(months)s)
 group by 1, 2 having count(*) filter (where bought <> 0) > 0
""").format(bought=_BOUGHT)
_ENTRIES = sql.SQL("""
select id, version, currency, bought from ({bought} where o.id = any(%s)) as found
""").format(bought=_BOUGHT)


def sum_months(months: Sequence[date]) -> Iterator[MonthSum]:
    """Yield what orders of these months (UTC, their first days) came to, by currency, in minor units."""
    with connection.cursor() as cursor:
        cursor.execute(
            _SUMS.as_string(None), {"months": list(months), "first": min(months), "last": max(months)}
        )
        yield from (MonthSum(*row) for row in cursor.fetchall())


def list_entries(ids: Sequence[UUID]) -> Iterator[Entry]:
    """Yield what these orders came to, each with its version."""
    with connection.cursor() as cursor:
        cursor.execute(_ENTRIES.as_string(None), [list(ids)])
        yield from (Entry(row[0], row[1], row[2], int(row[3])) for row in cursor.fetchall())
