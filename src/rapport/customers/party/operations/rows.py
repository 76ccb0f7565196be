"""Many rows in one statement: arrays go in, rows come out."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.db import connection
from psycopg import sql

from rapport.kernel.statements import execute_planned

_FEW = 100


def insert_rows(
    table: str, columns: Mapping[str, str], rows: Sequence[Sequence[Any]], *, conflict: str = ""
) -> int:
    """Insert rows whose values stand in the order of `columns` (name → PostgreSQL type); returns how many.

    `conflict` is an `on conflict` clause. Names and types come from code, never from a request.
    """
    if not rows:
        return 0
    if len(rows) == 1:
        return execute_planned(_statement(table, tuple(columns.items()), conflict, single=True), rows[0])
    values = [list(column) for column in zip(*rows, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(_statement(table, tuple(columns.items()), conflict, single=False), values)
        return int(cursor.rowcount)


@contextmanager
def hash_joins(cursor: Any, size: int) -> Iterator[None]:
    """Keep nested loops out of a statement over many rows.

    A tenant new to the statistics is planned as one row, and thousands would meet thousands one by one.
    """
    if size <= _FEW:
        yield
        return
    cursor.execute("set local enable_nestloop = off")
    yield
    cursor.execute("set local enable_nestloop = on")


@cache
def _statement(table: str, columns: tuple[tuple[str, str], ...], conflict: str, *, single: bool) -> str:
    """Return the statement; a single row comes as values, which cost less than arrays of one."""
    form, source = ("{}::{}", "values ({})") if single else ("{}::{}[]", "select * from unnest({})")
    given = sql.SQL(", ").join(
        sql.SQL(form).format(sql.Placeholder(), sql.Identifier(type_)) for _, type_ in columns
    )
    names = sql.SQL(", ").join(sql.Identifier(name) for name, _ in columns)
    into = sql.SQL("insert into {} ({}) ").format(sql.Identifier(table), names)
    return (into + sql.SQL(source).format(given)).as_string(None) + " " + conflict
