"""Everybody's worth as columns, for models of other rooms: no object for any row."""

from typing import Any

from django.db import connection
from numpy.typing import NDArray

from rapport.kernel.columns import DOUBLE, UUID, read_columns

COLUMNS = {
    "party_id": UUID,
    "last": DOUBLE,
    "first": DOUBLE,
    "orders": DOUBLE,
    "gross_minor": DOUBLE,
    "returned_minor": DOUBLE,
    "ahead_minor": DOUBLE,
}
_READ = """
select party_id, extract(epoch from last_at)::float8, extract(epoch from first_at)::float8, orders::float8,
       gross_minor::float8, returned_minor::float8, coalesce(ahead_minor, -1)::float8
  from customer_worth order by party_id
"""


def read_measures() -> NDArray[Any]:
    """Return a row for each customer who bought, by id, within the running transaction of their tenant.

    Moments are seconds since 1970, amounts minor units of the tenant's money; `ahead_minor` is -1 where
    nothing could be learnt.
    """
    with connection.cursor() as cursor:
        rows: NDArray[Any] = read_columns(cursor, _READ, COLUMNS)
    return rows
