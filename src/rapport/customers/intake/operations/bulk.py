"""Frames into temporary tables of the running transaction: the first half of every set-based write."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
from django.db import connection

from rapport.kernel.errors import Conflict

Values = Sequence[Any] | Mapping[str, Any] | None


def stage(table: str, columns: Sequence[tuple[str, str]], frame: pl.DataFrame, extra: str = "") -> None:
    """COPY a frame into a new temporary table that ends with the transaction; `columns` are (name, SQL type).

    Row-level security refuses COPY into real tables; a temporary one is private to the session. Nulls are
    nulls,
    empty texts are empty texts.
    """
    names = [name for name, _ in columns]
    defined = ", ".join(f"{name} {kind}" for name, kind in columns)
    buffer = io.BytesIO()
    frame.select(names).write_csv(buffer, include_header=False, null_value="\\N", quote_style="non_numeric")
    with connection.cursor() as cursor:
        cursor.execute(f"drop table if exists pg_temp.{table}")
        cursor.execute(f"create temp table {table} ({defined}{', ' + extra if extra else ''}) on commit drop")
        command = f"copy pg_temp.{table} ({', '.join(names)}) from stdin (format csv, null '\\N')"
        with cursor.copy(command) as copy:
            copy.write(buffer.getbuffer())


def run(statement: str, values: Values = None) -> int:
    """Run one set-based statement and return how many rows it wrote."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def rows(statement: str, values: Values = None) -> list[tuple[Any, ...]]:
    """Run a query and return its rows."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def scalar(statement: str, values: Values = None) -> int:
    """Run a query for one whole number."""
    found = rows(statement, values)
    if not found or not isinstance(found[0][0], int):
        raise Conflict("A count could not be read.", code="count_unreadable")
    return found[0][0]
