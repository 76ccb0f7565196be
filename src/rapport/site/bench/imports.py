"""Importing a file as people do, by `rapport import`, and what it took."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapport.kernel.errors import Upstream
from rapport.site.bench.meter import Reading
from rapport.site.bench.place import Place

COUNT = "select coalesce(sum(n_tup_ins), 0)::bigint from pg_stat_user_tables where schemaname = 'public'"


@dataclass(frozen=True, slots=True)
class Imported:
    """What `rapport import --json` answered, and what it took; `command` is the tree of the import itself."""

    answer: dict[str, Any]
    reading: Reading


def import_file(place: Place, kind: str, file: Path, tenant: str, *words: str) -> Imported:
    """Import a file and wait; raises `Upstream` when the command failed.

    The reading holds the whole command: its start, the file, the keys, audit, facts and what is derived.
    """
    process = place.command("import", kind, str(file), "--tenant", tenant, "--wait", "--json", *words)
    if (answer := process.stdout) is None:
        raise Upstream(f"Nobody listens to the import of {kind}.")
    with place.measuring(command=process.pid) as reading, answer:
        output = answer.read()
    if process.wait():
        raise Upstream(f"The import failed: {output[-500:]}")
    return Imported(json.loads(output.strip().splitlines()[-1]), reading)


def count_written(place: Place) -> int:
    """Return how many rows were ever inserted into the product's tables."""
    with place.connect() as connection:
        connection.execute("select pg_stat_force_next_flush()")
        row = connection.execute(COUNT).fetchone()
    return int(str(row[0])) if row else 0
