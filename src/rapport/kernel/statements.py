"""Statements that run with nearly every call: bound by the server, parsed and planned once a connection.

Django binds in the client and has each statement parsed and planned anew, which costs a short insert more
than the insert itself. Only fixed texts belong here, with every value as a parameter, and only such whose
plan does not depend on how many values come.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, Protocol, Self
from uuid import UUID

import msgspec
import psycopg
from django.db import connection
from django.db.backends.utils import CursorWrapper
from psycopg import sql

_ENCODER = msgspec.json.Encoder(decimal_format="string")


class Row(Protocol):
    """Something that has the id of a row."""

    @property
    def id(self) -> UUID:
        """Its id."""


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


def update_rows(table: str, columns: Mapping[str, str], rows: Iterable[Row]) -> int:
    """Write columns (name → PostgreSQL type, as `int4` or `text[]`) of rows by their ids; returns how many.

    In one statement, whose values go as one JSON text. Django's `bulk_update` writes a `case` for every
    value, which takes ten times as long; arrays take twice as long. Names and types come from code alone.
    """
    values = [{"id": row.id, **{name: getattr(row, name) for name in columns}} for row in rows]
    return execute_planned(_update(table, tuple(columns.items())), [as_json(values)]) if values else 0


def as_json(values: object) -> str:
    """Return values as a statement reads them by `json_to_recordset`: exact numbers as texts."""
    return _ENCODER.encode(values).decode()


@cache
def _update(table: str, columns: tuple[tuple[str, str], ...]) -> str:
    sets = sql.SQL(", ").join(sql.SQL("{0} = n.{0}").format(sql.Identifier(name)) for name, _ in columns)
    kinds = sql.SQL(", ").join(
        sql.SQL("{} {}").format(sql.Identifier(name), _kind(kind)) for name, kind in columns
    )
    whole = sql.SQL("update {} t set {} from json_to_recordset(%s::json) n(id uuid, {}) where t.id = n.id")
    return whole.format(sql.Identifier(table), sets, kinds).as_string(None)


def _kind(name: str) -> sql.Composable:
    many = sql.SQL("[]" if name.endswith("[]") else "")
    return sql.Identifier(name.removesuffix("[]")) + many


@contextmanager
def pipelined() -> Iterator[None]:
    """Send the statements of the block without waiting for each; they are awaited together as it ends.

    For writes of the running transaction whose outcome nobody reads inside. What one of them raises, the
    block raises.
    """
    connection.ensure_connection()
    with connection.wrap_database_errors, connection.connection.pipeline():
        yield
