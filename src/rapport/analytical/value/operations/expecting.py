"""What is expected of all customers, for models of other rooms to weigh by."""

from django.db import connection
from psycopg import sql

_LOAD = sql.SQL(
    "insert into {table} (party_id, ahead_minor)"
    " select party_id, ahead_minor from customer_worth where ahead_minor is not null"
)


def load_expected(table: str) -> None:
    """Insert what is expected of the current tenant's customers within a year into a temporary table.

    `table` has the columns `party_id uuid` and `ahead_minor bigint` (minor units of the tenant's currency);
    customers of whom nothing is expected yet are left out.
    """
    with connection.cursor() as cursor:
        cursor.execute(_LOAD.format(table=sql.Identifier("pg_temp", table)))
