"""Marts for tools of the users' own, in a process of its own: read the job from standard input, then end.

    python -m rapport.analytical.warehouse.operations.asking

`export` copies tables out of a business's file into a folder, as Parquet. `ask` answers one SELECT over such
a folder as CSV: it sees those tables and nothing else, may neither write nor reach the network, and has its
memory and rows bounded; whoever started it bounds the time.
"""

import contextlib
import csv
import json
import os
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

if TYPE_CHECKING:  # a process that answers has no time to load what it does not use
    import pyarrow as pa

MEMORY, ADDRESS_SPACE = "512MB", 4 * 1024**3
THREADS = 2
LOCKED_SECONDS = 20.0
"""How long a build that holds the file is waited for."""
ANSWER_ALONE = ("enable_progress_bar = false", "enable_external_access = false", "lock_configuration = true")
"""Settings of a process whose standard output is its answer, and whose tables are all it may reach."""
REFUSED, BUSY = 3, 4
"""Exit statuses: the query is wrong (the reason on standard error); the file is being built."""


def main() -> int:
    """Do the job of standard input; returns the exit status."""
    return work(json.load(sys.stdin))


def work(job: dict[str, Any]) -> int:
    """Do a job as it was read; returns the exit status."""
    try:
        if job["do"] == "export":
            export(Path(job["file"]), Path(job["folder"]), job["names"])
        else:
            ask(Path(job["folder"]), job["query"], job["rows"])
    except duckdb.IOException as error:
        sys.stderr.write(str(error))
        return BUSY if job["do"] == "export" else REFUSED
    except (duckdb.Error, ValueError, MemoryError) as error:
        sys.stderr.write(str(error) or type(error).__name__)
        return REFUSED
    return 0


def export(file: Path, folder: Path, names: Sequence[str]) -> None:
    """Copy tables that are not in the folder yet; each is there whole or not at all."""
    with contextlib.closing(_open_free(file)) as connection:
        connection.execute(f"set memory_limit = '{MEMORY}'; set threads = {THREADS}; set TimeZone = 'UTC'")
        copy_tables(connection, folder, names)


def copy_tables(connection: duckdb.DuckDBPyConnection, folder: Path, names: Sequence[str]) -> None:
    """Copy tables of an open file that are not in the folder yet; each is there whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        made = folder / f"{name}.parquet"
        if not made.exists():
            part = folder / f"{name}.{os.getpid()}"
            connection.execute(f'copy "{name}" to $path (format parquet)', {"path": str(part)})
            part.rename(made)


def _open_free(file: Path) -> duckdb.DuckDBPyConnection:
    until = time.monotonic() + LOCKED_SECONDS
    while True:
        try:
            return duckdb.connect(file, read_only=True)
        except duckdb.IOException:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def ask(folder: Path, query: str, rows: int) -> None:
    """Answer one SELECT as CSV with a line of names; raises ValueError for more rows than asked for."""
    os.chdir(folder)  # so that no message names a place of this machine
    files = sorted(path.name for path in Path().glob("*.parquet"))
    connection = duckdb.connect(config={"memory_limit": MEMORY, "threads": THREADS, "temp_directory": ""})
    connection.execute("set TimeZone = 'UTC'")
    for file in files:
        connection.execute(f"create view \"{Path(file).stem}\" as from read_parquet('{file}')")
    connection.execute("set allowed_paths = $files", {"files": files})
    for setting in ANSWER_ALONE:
        connection.execute(f"set {setting}")
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    statements = connection.extract_statements(query)
    if len(statements) != 1 or statements[0].type is not duckdb.StatementType.SELECT:
        raise ValueError("One SELECT, and nothing else.")
    found = connection.sql(f"from ({query.strip().rstrip(';')}\n) limit {rows + 1}").to_arrow_table()
    if found.num_rows > rows:
        raise ValueError(f"More than {rows} rows: sum up, or add a LIMIT.")
    write_csv(found)


def write_csv(found: "pa.Table") -> None:
    """Write a table to standard output as CSV; lists and records as text."""
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(found.column_names)
    for batch in found.to_batches(max_chunksize=10_000):
        out.writerows(zip(*(column.to_pylist() for column in batch.columns), strict=True))


if __name__ == "__main__":
    sys.exit(main())
