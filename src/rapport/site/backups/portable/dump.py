"""Tables out: every row of every tenant, as of one moment, while people work."""

import gzip
from pathlib import Path

import psycopg
from psycopg import sql

from rapport.kernel.embedded.api import ensure_keeper
from rapport.site.backups.portable.contents import VERSION, Contents, Partition, Table

TABLES = """
select c.oid::regclass::text,
       array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0
                and not a.attisdropped and a.attgenerated = '' order by a.attnum)
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition
 order by 1
"""
PARTITIONS = """
select c.relname, p.relname, pg_get_expr(c.relpartbound, c.oid)
  from pg_class c join pg_inherits i on i.inhrelid = c.oid join pg_class p on p.oid = i.inhparent
  join pg_namespace n on n.oid = c.relnamespace
 where n.nspname = 'public' and c.relispartition and c.relkind = 'r' order by c.relname
"""
SEQUENCES = "select sequencename, coalesce(last_value, 0) from pg_sequences where schemaname = 'public'"
WALLED = """
select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where n.nspname = 'public' and c.relrowsecurity
   and not exists (select 1 from pg_policy p where p.polrelid = c.oid and p.polname = 'keeper')
"""
SHORT_LOCKS = "set local lock_timeout = '2s'"
TRIES = 30


def dump_tables(owner_url: str, folder: Path) -> Contents:
    """Write every table into the folder, compressed, and what is in it."""
    folder.mkdir(mode=0o700)
    let_the_keeper_read(owner_url)
    with psycopg.connect(owner_url) as connection:
        connection.execute("set transaction isolation level repeatable read, read only")
        connection.execute("set local role rapport_keeper")
        row = connection.execute("select pg_snapshot_xmax(pg_current_snapshot())::text::bigint").fetchone()
        names = connection.execute(TABLES).fetchall()
        contents = Contents(
            version=VERSION,
            horizon=row[0] if row else 0,
            migrations=[
                list(one) for one in connection.execute("select app, name from django_migrations order by id")
            ],
            tables=[_copy_out(connection, name, columns, folder) for name, columns in names],
            partitions=[Partition(*one) for one in connection.execute(PARTITIONS)],
            sequences=dict(connection.execute(SEQUENCES).fetchall()),
        )
    contents.write(folder)
    return contents


def let_the_keeper_read(owner_url: str) -> None:
    """Give the keeper its rights and policies where a table has none yet; each lock is held for a moment."""
    with psycopg.connect(owner_url) as connection:
        ensure_keeper(connection)
        connection.execute("grant select on all tables in schema public to rapport_keeper")
        connection.execute("grant select on all sequences in schema public to rapport_keeper")
        connection.commit()
        for (table,) in connection.execute(WALLED).fetchall():
            connection.commit()
            _add_policy(connection, table)


def _add_policy(connection: psycopg.Connection, table: str) -> None:
    statement = sql.SQL("create policy keeper on {} for select to rapport_keeper using (true)")
    for last in (*[False] * TRIES, True):
        try:
            with connection.transaction():
                connection.execute(SHORT_LOCKS)
                connection.execute(statement.format(sql.Identifier(table)))
        except psycopg.errors.LockNotAvailable:
            if last:
                raise
        else:
            return


def _copy_out(connection: psycopg.Connection, name: str, columns: list[str], folder: Path) -> Table:
    """Copy one table through memory that does not grow with it."""
    chosen = sql.SQL(", ").join(map(sql.Identifier, columns))
    statement = sql.SQL("copy (select {} from {}) to stdout").format(chosen, sql.Identifier(name.strip('"')))
    target = folder / f"{name}.copy.gz"
    target.touch(0o600)
    with connection.cursor() as cursor:
        with gzip.open(target, "wb", compresslevel=1) as out, cursor.copy(statement) as copied:
            for block in copied:
                out.write(block)
        return Table(name, columns, cursor.rowcount)
