"""Demand, as forecasts learn from it: one row a line ordered, in the tenant's own money, by one statement."""

from datetime import datetime

from django.db import connection
from psycopg import sql

from rapport.operational.orders.models import Order

# What was ordered stays ordered: a cancellation or return that comes later is not known on the day, and would
# tell the past what came after it.
_LOAD = sql.SQL("""
insert into {table} (order_id, at, product_id, pieces, gross_minor)
select order_id, placed_at, product_id, pieces, gross
  from (select l.order_id, o.placed_at, l.product_id, l.quantity::double precision as pieces,
               money_in_own(l.total_minor, o.currency, o.placed_at, %(own)s) as gross
          from order_line l join sales_order o on o.id = l.order_id
         where o.kind = 'order' and o.placed_at >= %(since)s and l.quantity > 0 and l.unit_price > 0) line
 where gross is not null
""")


def find_newest(before: datetime) -> datetime | None:
    """Return when the newest order up to a moment was placed."""
    newest = Order.objects.filter(kind=Order.Kind.ORDER, placed_at__lte=before).order_by("-placed_at", "-id")
    return newest.values_list("placed_at", flat=True).first()


def load_demand(table: str, *, currency: str, since: datetime) -> None:
    """Insert what the current tenant's customers ordered into a temporary table; see `DemandSource`."""
    with connection.cursor() as cursor:
        cursor.execute(
            _LOAD.format(table=sql.Identifier("pg_temp", table)), {"own": currency, "since": since}
        )
