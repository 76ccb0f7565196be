"""Which products orders that stand hold, as recommending reads them: one row for a product of an order."""

import re
from collections.abc import Sequence
from uuid import UUID

from django.db import connection
from psycopg import sql

# What was cancelled was not bought; whatever of a product came back, wholly or in part, was sent back.
_LOAD = sql.SQL("""
with line as (
    select distinct l.order_id, l.product_id
      from order_line l
     where l.product_id is not null and l.quantity > 0 {only_lines}
), back as (
    select distinct r.order_id, s.product_id
      from goods_return r
      join goods_return_line g on g.goods_return_id = r.id
      join order_line s on s.order_id = r.order_id and s.id = g.order_line_id
)
insert into {table} (party_id, order_id, product_id, country, at, sent_back)
select o.party_id, o.id, line.product_id, o.country, o.placed_at,
       o.status in ('returned', 'refunded') or back.order_id is not null
  from sales_order o
  join line on line.order_id = o.id
  left join back on back.order_id = o.id and back.product_id = line.product_id
 where o.kind = 'order' and o.status <> 'cancelled' {only_orders}
""")
_SOME = "in (select s.id from sales_order s where s.party_id = any(%(parties)s))"
_NAME = re.compile(r"[a-z][a-z_]*")


def load_bought(table: str, *, party_ids: Sequence[UUID] | None = None) -> None:
    """Insert what the current tenant's customers bought into a temporary table; see `BasketSource`."""
    if not _NAME.fullmatch(table):
        raise ValueError("Not the name of a table.")
    some = party_ids is not None
    statement = _LOAD.format(
        table=sql.Identifier("pg_temp", table),
        only_lines=sql.SQL(f"and l.order_id {_SOME}" if some else ""),
        only_orders=sql.SQL("and o.party_id = any(%(parties)s)" if some else ""),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, {"parties": list(party_ids or ())})
