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
# What was learnt of purchases, and when. Of a system, orders placed before anything of it was recorded here
# were known there at once; later ones are known once they are recorded.
_LOAD_LEDGER = sql.SQL("""
with begun as (
    select source, min(created_at) as at from sales_order group by source
), line as (
    select order_id, coalesce(sum(total_minor) filter (where quantity > 0 and unit_price > 0), 0) as bought,
           coalesce(-sum(total_minor) filter (where quantity < 0), 0) as back
      from order_line {only_lines} group by order_id
), gone as (
    select order_id, max(at) as at from order_status
     where after = 'cancelled' {only_steps} group by order_id
), figure as (
    select o.id, o.party_id, o.placed_at, o.currency, o.kind, o.status, o.updated_at,
           case when o.placed_at < begun.at then o.placed_at
                else greatest(o.placed_at, o.created_at) end as known_at,
           money_in_own(line.bought::bigint, o.currency, o.placed_at, %(own)s) as bought,
           money_in_own(greatest(line.back, 0)::bigint, o.currency, o.placed_at, %(own)s) as back
      from sales_order o join line on line.order_id = o.id join begun on begun.source = o.source
     where o.kind <> 'adjustment' and o.party_id is not null {only_orders}
)
insert into {table} (party_id, order_id, at, known_at, gross_minor, returned_minor)
select party_id, id, placed_at, known_at, case when kind = 'order' then bought else 0 end,
       case when kind = 'cancellation' then back else 0 end
  from figure where bought is not null
 union all
select f.party_id, f.id, f.placed_at, greatest(f.known_at, coalesce(gone.at, f.updated_at)), -f.bought, 0
  from figure f left join gone on gone.order_id = f.id
 where f.status = 'cancelled' and f.kind = 'order' and f.bought is not null
 union all
select f.party_id, f.id, greatest(r.received_at, f.placed_at),
       greatest(r.received_at, r.created_at, f.known_at), 0,
       money_in_own(r.value_minor, r.currency, f.placed_at, %(own)s)
  from goods_return r join figure f on f.id = r.order_id
 where f.bought is not null and f.status <> 'cancelled'
       and money_in_own(r.value_minor, r.currency, f.placed_at, %(own)s) is not null
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


def load_ledger(table: str, *, currency: str, party_ids: Sequence[UUID] | None = None) -> None:
    """Insert what was learnt of purchases, and when; see `PurchaseSource.load_ledger` for its columns."""
    some = party_ids is not None
    statement = _LOAD_LEDGER.format(
        table=sql.Identifier("pg_temp", table),
        only_lines=sql.SQL(f"where order_id {_SOME}" if some else ""),
        only_steps=sql.SQL(f"and order_id {_SOME}" if some else ""),
        only_orders=sql.SQL("and o.party_id = any(%(parties)s)" if some else ""),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, {"own": currency, "parties": list(party_ids or ())})
