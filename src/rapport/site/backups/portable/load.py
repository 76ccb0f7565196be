"""Tables in: into an empty database, in one transaction, with the walls down only inside it."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from rapport.kernel.errors import Conflict, Invalid
from rapport.site.backups.portable.contents import Contents, Partition, Table

BLOCK = 1024 * 1024
KEYS = """
select k.conrelid::regclass::text, k.conname, pg_get_constraintdef(k.oid)
  from pg_constraint k join pg_class c on c.oid = k.conrelid
 where c.relnamespace = 'public'::regnamespace and k.contype = 'f' and k.conparentid = 0
"""
TRIGGERS = """
select t.tgrelid::regclass::text, t.tgname, t.tgenabled
  from pg_trigger t join pg_class c on c.oid = t.tgrelid
 where c.relnamespace = 'public'::regnamespace and not t.tgisinternal and t.tgparentid = 0
   and t.tgenabled <> 'D'
"""
FORCED = """
select oid::regclass::text from pg_class where relnamespace = 'public'::regnamespace and relforcerowsecurity
"""
ANY_TABLE = """
select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') limit 1
"""
WHEN = {"O": "", "A": "always", "R": "replica"}
# One subtransaction a number: ten times faster than a transaction each, and nothing of it is kept.
TAKE_NUMBERS = """
do $$ begin
    create temp table if not exists taken (n int) on commit delete rows;
    for n in 1..{count} loop
        begin insert into taken values (n); exception when division_by_zero then null; end;
    end loop;
end $$
"""
MOST_AT_ONCE = 500_000


def refuse_filled(owner_url: str) -> None:
    """Raise Conflict unless the database holds no table."""
    with psycopg.connect(owner_url) as connection:
        found = connection.execute(ANY_TABLE).fetchone()
    if found:
        raise Conflict(
            "The database is not empty. Mend: give DATABASE_URL an empty one.", code="database_in_use"
        )


def load_tables(owner_url: str, folder: Path, contents: Contents) -> None:
    """Fill a database of the same migrations; all of it or nothing."""
    use_up_numbers(owner_url, contents.horizon)
    with psycopg.connect(owner_url) as connection:
        names = sql.SQL(", ").join(sql.Identifier(table.name.strip('"')) for table in contents.tables)
        with _walls_down(connection):
            connection.execute(sql.SQL("truncate {}").format(names))
            for part in contents.partitions:
                _make_partition(connection, part)
            for table in contents.tables:
                _copy_in(connection, table, folder)
            for name, value in contents.sequences.items():
                connection.execute(
                    "select setval(quote_ident(%s)::regclass, greatest(%s, 1), %s)", (name, value, value > 0)
                )
    with psycopg.connect(owner_url, autocommit=True) as connection:
        connection.execute("analyze")


def _make_partition(connection: psycopg.Connection, part: Partition) -> None:
    names = sql.Identifier(part.name), sql.Identifier(part.parent)
    statement = sql.SQL("create table if not exists {} partition of {} ").format(*names)
    connection.execute(statement.as_bytes(connection) + part.bound.encode())


def use_up_numbers(owner_url: str, horizon: int) -> None:
    """Use up transaction numbers until the server counts beyond those in the tables."""
    with psycopg.connect(owner_url, autocommit=True) as connection:
        while (lacking := horizon + 1 - _number(connection)) > 0:
            connection.execute(TAKE_NUMBERS.format(count=min(lacking, MOST_AT_ONCE)).encode())


def _number(connection: psycopg.Connection) -> int:
    row = connection.execute("select pg_snapshot_xmax(pg_current_snapshot())::text::bigint").fetchone()
    return int(row[0]) if row else 0


def _copy_in(connection: psycopg.Connection, table: Table, folder: Path) -> None:
    columns = sql.SQL(", ").join(map(sql.Identifier, table.columns))
    statement = sql.SQL("copy {} ({}) from stdin").format(sql.Identifier(table.name.strip('"')), columns)
    with connection.cursor() as cursor:
        with gzip.open(folder / table.file, "rb") as source, cursor.copy(statement) as copied:
            while block := source.read(BLOCK):
                copied.write(block)
        if cursor.rowcount != table.rows:
            raise Invalid(
                f"{table.name} gave {cursor.rowcount} rows instead of {table.rows}.", code="damaged_backup"
            )


@contextmanager
def _walls_down(connection: psycopg.Connection) -> Iterator[None]:
    """Take away keys, triggers and forced policies for the block; put them back as they were.

    Keys are checked set by set when they come back. A failure rolls everything back.
    """
    keys = connection.execute(KEYS).fetchall()
    triggers = connection.execute(TRIGGERS).fetchall()
    forced = [row[0] for row in connection.execute(FORCED).fetchall()]
    for table, name, _ in keys:
        _alter(connection, table, "drop constraint {}", name)
    for table, name, _ in triggers:
        _alter(connection, table, "disable trigger {}", name)
    for table in forced:
        _alter(connection, table, "no force row level security")
    yield
    for table, name, definition in keys:
        _alter(connection, table, "add constraint {}", name, after=definition)
    for table, name, when in triggers:
        _alter(connection, table, f"enable {WHEN[when]} trigger {{}}", name)
    for table in forced:
        _alter(connection, table, "force row level security")


def _alter(connection: psycopg.Connection, table: str, change: str, *names: str, after: str = "") -> None:
    statement = sql.SQL(f"alter table {{}} {change} ")
    named = statement.format(sql.Identifier(table.strip('"')), *map(sql.Identifier, names))
    connection.execute(named.as_bytes(connection) + after.encode())
