"""Purchases, as worth counts them: one row an order, in the tenant's own money, by one statement."""

import re
from collections.abc import Sequence
from uuid import UUID

from django.db import connection
from psycopg import sql

# Bought is what lines of positive quantity and price came to. An order that was cancelled does not stand: it
# bought nothing and gave nothing back. A cancellation that is a document of its own gives back its negative
# lines; stock adjustments are nobody's purchase. What was given back of an order is the worth of its returns
# or the money refunded, whichever is more, and never more than was bought. Orders without a rate stay out.
_LOAD = sql.SQL("""
with line as (
    select l.order_id,
           coalesce(sum(l.total_minor) filter (where l.quantity > 0 and l.unit_price > 0), 0) as bought,
           coalesce(-sum(l.total_minor) filter (where l.quantity < 0), 0) as back
      from order_line l {only_lines} group by l.order_id
), came_back as (
    select r.order_id, sum(r.value_minor) as worth from goods_return r {only_returns} group by r.order_id
), figure as (
    select o.id, o.party_id, o.placed_at, o.currency,
           case when o.kind = 'order' and o.status <> 'cancelled' then line.bought else 0 end as bought,
           case when o.kind = 'cancellation' then line.back
                when o.kind <> 'order' or o.status = 'cancelled' then 0
                when o.status in ('refunded', 'returned') then line.bought
                else least(greatest(came_back.worth, o.refunded_minor), line.bought) end as back
      from sales_order o
      join line on line.order_id = o.id
      left join came_back on came_back.order_id = o.id
     where o.kind <> 'adjustment' {only_orders}
), own as (
    select party_id, id, placed_at,
           money_in_own(bought::bigint, currency, placed_at, %(own)s) as bought,
           money_in_own(greatest(coalesce(back, 0), 0)::bigint, currency, placed_at, %(own)s) as back
      from figure
)
insert into {table} (party_id, order_id, at, gross_minor, returned_minor)
select party_id, id, placed_at, bought, back from own
 where bought is not null and (bought > 0 or back > 0)
""")
_SOME = "in (select s.id from sales_order s where s.party_id = any(%(parties)s))"
_NAME = re.compile(r"[a-z][a-z_]*")


def load_purchases(table: str, *, currency: str, party_ids: Sequence[UUID] | None = None) -> None:
    """Insert the current tenant's purchases into a temporary table; see `PurchaseSource` for its columns."""
    if not _NAME.fullmatch(table):
        raise ValueError("Not the name of a table.")
    some = party_ids is not None
    statement = _LOAD.format(
        table=sql.Identifier("pg_temp", table),
        only_lines=sql.SQL(f"where l.order_id {_SOME}" if some else ""),
        only_returns=sql.SQL(f"where r.order_id {_SOME}" if some else ""),
        only_orders=sql.SQL("and o.party_id = any(%(parties)s)" if some else ""),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, {"own": currency, "parties": list(party_ids or ())})
