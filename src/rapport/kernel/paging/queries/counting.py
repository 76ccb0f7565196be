"""How many rows match: counted where that is quick, estimated where it is not."""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from rapport.kernel.paging.contracts import Counted

COUNTED = 10_000
_LOOK = """
select count(*)::int, case when count(*) <= %s then coalesce(array_agg(id), '{{}}')::text end
  from ({matched}) matched
"""


def count(rows: QuerySet[Any], *, most: int = COUNTED) -> Counted:
    """Return how many rows match: exact up to `most`, beyond it the planner's estimate."""
    counted = rows.order_by()[: most + 1].count()
    if counted <= most:
        return Counted(counted)
    return Counted(max(estimate(rows), most + 1), exact=False)


def count_all(rows: QuerySet[Any]) -> Counted:
    """Return the exact count, however long it takes; for the background."""
    return Counted(rows.order_by().count())


def estimate(rows: QuerySet[Any]) -> int:
    """Return how many rows the planner expects; some per cent off where its statistics know the columns."""
    statement, values = rows.order_by().values("id").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"explain (format json) {statement}", values)
        plan = cursor.fetchone()[0]
    return int(plan[0]["Plan"]["Plan Rows"])


def look(rows: QuerySet[Any], *, most: int) -> tuple[Counted, str | None]:
    """Count rows as `count` does, and return the ids of no more than `most`, as an array's text, in no order.

    The text goes back into the database as it is: ten thousand ids are never objects here.
    """
    try:
        statement, values = rows.order_by().values("id")[: most + 1].query.sql_with_params()
    except EmptyResultSet:
        return Counted(0), "{}"
    with connection.cursor() as cursor:
        cursor.execute(_LOOK.format(matched=statement), [most, *values])
        counted, ids = cursor.fetchone()
    if ids is None:
        return Counted(max(estimate(rows), most + 1), exact=False), None
    return Counted(counted), ids
