"""Products and their categories, as forecasts tell them apart: one statement."""

from django.db import connection
from psycopg import sql

_LOAD = sql.SQL("insert into {table} (product_id, category_id) select id, category_id from product")


def load_products(table: str) -> None:
    """Insert all products of the current tenant into a temporary table; see `ProductSource`."""
    with connection.cursor() as cursor:
        cursor.execute(_LOAD.format(table=sql.Identifier("pg_temp", table)))
