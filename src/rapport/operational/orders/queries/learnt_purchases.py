"""What was learnt of purchases, and when, by one statement in the tenant's own money."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection
from psycopg import sql

from rapport.operational.orders.queries.purchases import OF_THESE

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


def load_ledger(table: str, *, currency: str, party_ids: Sequence[UUID] | None = None) -> None:
    """Insert what was learnt of purchases, and when; see `PurchaseSource.load_ledger` for its columns."""
    some = party_ids is not None
    statement = _LOAD_LEDGER.format(
        table=sql.Identifier("pg_temp", table),
        only_lines=sql.SQL(f"where order_id {OF_THESE}" if some else ""),
        only_steps=sql.SQL(f"and order_id {OF_THESE}" if some else ""),
        only_orders=sql.SQL("and o.party_id = any(%(parties)s)" if some else ""),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, {"own": currency, "parties": list(party_ids or ())})
