"""Filling tables by the million: indexes and foreign keys stand aside meanwhile and are built at the end."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from uuid import UUID

from psycopg import Connection

from rapport.site.bench.place import Place

INDEXES = """
select c.relname, pg_get_indexdef(c.oid)
  from pg_index i join pg_class c on c.oid = i.indexrelid
 where i.indrelid = any(%s::regclass[])
   and not exists (select from pg_constraint k where k.conindid = i.indexrelid)
"""
KEYS = """
select conrelid::regclass::text, conname, pg_get_constraintdef(oid)
  from pg_constraint
 where contype = 'f' and conrelid = any(%s::regclass[])
"""
UNPROVEN = " NOT VALID"
Bare = Connection[tuple[object, ...]]


@contextmanager
def drawing(place: Place, tenant_id: UUID, *tables: str) -> Iterator[Bare]:
    """Have a connection that draws rows of a tenant into tables; afterwards the planner knows what is there.

    Foreign keys come back unproven: what a generator draws leads somewhere, and proving it a row at a time
    behind the walls would take longer than drawing.
    """
    with place.connect() as connection:
        connection.execute("select set_config('rapport.tenant', %s, false)", [str(tenant_id)])
        connection.execute("set maintenance_work_mem = '512MB'")
        indexes = _read(connection, INDEXES, tables)
        keys = _read(connection, KEYS, tables)
        for table, name, _definition in keys:
            _run(connection, f"alter table {table} drop constraint {name}")
        for name, _definition in indexes:
            _run(connection, f"drop index {name}")
        yield connection
        for _name, definition in indexes:
            _run(connection, definition)
        for table, name, definition in keys:
            unproven = definition.removesuffix(UNPROVEN) + UNPROVEN
            _run(connection, f"alter table {table} add constraint {name} {unproven}")
        connection.execute("vacuum analyze")


def _read(connection: Bare, statement: str, tables: Sequence[str]) -> list[list[str]]:
    rows = connection.execute(statement.encode(), [list(tables)]).fetchall()
    return [[str(value) for value in row] for row in rows]


def _run(connection: Bare, statement: str) -> None:
    connection.execute(statement.encode())
