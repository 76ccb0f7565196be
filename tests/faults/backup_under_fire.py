"""`rapport backup` in a process of its own, with a fault a backup under load is built against.

`files-first` copies the files before the rows that name them; `table-by-table` reads each table as of another
moment. Both wait for a write in between, so that the fault shows on any machine.
"""

import sys
from pathlib import Path
from threading import Event
from typing import Any

import psycopg

from rapport.kernel.embedded.api import take_base_backup
from rapport.site import cli
from rapport.site.backups import keep
from rapport.site.backups.portable import dump
from rapport.site.backups.portable.contents import Table
from rapport.site.commands import backup

COPY_STATE, COPY_OUT = keep._copy_state, dump._copy_out


def files_first(home: Path, target: Path) -> None:
    """Copy the files, then, once there is another one, the database."""
    COPY_STATE(home, target.parent)
    had = len(list((home / "blobs").rglob("*")))
    while len(list((home / "blobs").rglob("*"))) <= had:
        Event().wait(0.05)
    take_base_backup(home, target)


def table_by_table(
    connection: "psycopg.Connection[Any]", name: str, columns: list[str], folder: Path
) -> Table:
    """Copy each table in a transaction of its own; before the parties, wait for another one."""
    had = _parties(connection)
    _begin_anew(connection)
    while name == "party" and _parties(connection) == had:
        Event().wait(0.05)
        _begin_anew(connection)
    return COPY_OUT(connection, name, columns, folder)


def _begin_anew(connection: "psycopg.Connection[Any]") -> None:
    connection.rollback()
    connection.execute("set transaction isolation level repeatable read, read only")
    connection.execute("set local role rapport_keeper")


def _parties(connection: "psycopg.Connection[Any]") -> int:
    row = connection.execute("select count(*) from party").fetchone()
    return int(row[0]) if row else 0


if __name__ == "__main__":
    match sys.argv[1]:
        case "files-first":
            vars(backup)["take_base_backup"] = files_first
            vars(keep)["_copy_state"] = lambda *_: None
        case "table-by-table":
            vars(dump)["_copy_out"] = table_by_table
    sys.exit(cli.main(["backup", *sys.argv[2:]]))
