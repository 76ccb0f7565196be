"""Statements that run with nearly every call: bound by the server, parsed and planned once a connection.

Django binds in the client and has each statement parsed and planned anew, which costs a short insert more
than the insert itself. Only fixed texts belong here, with every value as a parameter, and only such whose
plan does not depend on how many values come.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Self

import psycopg
from django.db import connection
from django.db.backends.utils import CursorWrapper


class _KeptPlan(psycopg.Cursor[Any]):
    """A cursor that prepares what it executes."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> Self:
        """Execute with the plan the connection keeps for this text."""
        return super().execute(query, params, prepare=True, **options)


def planned_cursor() -> CursorWrapper:
    """Return a cursor of the default connection whose statements are planned once; it closes as a context.

    It joins the running transaction. Where queries are logged it is Django's own, whose log shows the values.
    """
    if connection.queries_logged:
        return connection.cursor()
    connection.ensure_connection()
    return CursorWrapper(_KeptPlan(connection.connection), connection)


def execute_planned(statement: str, values: Sequence[Any]) -> int:
    """Execute a statement planned once; returns the number of rows it wrote."""
    with planned_cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


@contextmanager
def pipelined() -> Iterator[None]:
    """Send the statements of the block without waiting for each; they are awaited together as it ends.

    For writes of the running transaction whose outcome nobody reads inside. What one of them raises, the
    block raises.
    """
    connection.ensure_connection()
    with connection.wrap_database_errors, connection.connection.pipeline():
        yield
