"""Floors: what the bare database gives on the same server, in the same run."""

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from rapport.site.bench.meter import Reading
from rapport.site.bench.place import Place

BLOCK = 1 << 20
INSERT = "insert into floor_insert (name, email) values (%s, %s)"


@dataclass(frozen=True, slots=True)
class CopyFloor:
    """A bare COPY of a file into one table with three indexes."""

    rows: int
    reading: Reading

    @property
    def rows_per_second(self) -> float:
        """Rows a second by the wall clock."""
        return self.rows / self.reading.seconds

    @property
    def cpu_per_row(self) -> float:
        """CPU seconds a row."""
        return self.reading.cpu_seconds / self.rows


def copy_file(place: Place, file: Path, columns: Sequence[str], indexed: tuple[str, str]) -> CopyFloor:
    """Copy a CSV file with a header into a bare text table: a key and two indexes, nothing else."""
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    typed = sql.SQL(", ").join(
        sql.SQL('{} text collate "C"').format(sql.Identifier(column)) for column in columns
    )
    with place.connect() as connection:
        connection.execute("drop table if exists floor_copy")
        connection.execute(
            sql.SQL("create table floor_copy (id uuid primary key default uuidv7(), {})").format(typed)
        )
        for column in indexed:
            connection.execute(sql.SQL("create index on floor_copy ({})").format(sql.Identifier(column)))
        statement = sql.SQL("copy floor_copy ({}) from stdin (format csv, header)").format(names)
        with (
            file.open("rb") as source,
            place.measuring() as reading,
            connection.cursor() as cursor,
            cursor.copy(statement) as copy,
        ):
            while block := source.read(BLOCK):
                copy.write(block)
        rows = _count(connection)
        connection.execute("drop table floor_copy")
    return CopyFloor(rows, reading)


def _count(connection: "psycopg.Connection[tuple[object, ...]]") -> int:
    row = connection.execute("select count(*) from floor_copy").fetchone()
    return int(str(row[0])) if row else 0


def insert_durably(place: Place, *, clients: int = 8, seconds: float = 5.0) -> float:
    """Return single durable inserts a second by so many clients into one table with three indexes."""
    with place.connect() as connection:
        connection.execute("drop table if exists floor_insert")
        connection.execute(
            "create table floor_insert (id uuid primary key default uuidv7(), name text, email text)"
        )
        connection.execute("create index on floor_insert (name)")
        connection.execute("create index on floor_insert (email)")
    done = [0] * clients
    until = time.perf_counter() + seconds

    def insert(client: int) -> None:
        with place.connect() as connection:
            while time.perf_counter() < until:
                number = done[client]
                connection.execute(INSERT, (f"Name {number}", f"n{number}.{client}@example.com"))
                done[client] += 1

    threads = [threading.Thread(target=insert, args=(client,)) for client in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with place.connect() as connection:
        connection.execute("drop table floor_insert")
    return sum(done) / seconds
