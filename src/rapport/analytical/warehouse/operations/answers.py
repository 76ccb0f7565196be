"""Answer the house's own questions over a business's copies, in a process of its own that brings DuckDB.

    python -m rapport.analytical.warehouse.operations.answers

Reads one job from standard input: the folder of the copies, exchange rates, and statements with their
values. Writes
the rows of each as JSON, or why it could not be answered. Statements come from rooms of the house, never
from users.
"""

import json
import os
import resource
import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from rapport.analytical.warehouse.operations.asking import ANSWER_ALONE

MEMORY, THREADS = "1GB", 2
RATES = "rate_days"
"""The table of what a minor unit of each currency was worth on each day: currency, day, factor."""
_SPREAD = f"""
create temp table {RATES} as
with days as (
    select unnest(generate_series(date '2000-01-01', current_date + interval 1 year, interval 1 day))::date
           as day
), grid as (
    select distinct told.currency, days.day from told, days
)
select g.currency, g.day, t.factor
  from grid as g asof join told as t on t.currency = g.currency and g.day >= t.day
"""


def main() -> int:
    """Do the job of standard input; returns the exit status."""
    job = json.load(sys.stdin)
    json.dump([*answer(job)], sys.stdout, default=_write)
    return 0


def answer(job: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the rows of each statement of a job, or the reason it has none."""
    os.chdir(job["folder"])  # so that no message names a place of this machine
    connection = duckdb.connect(config={"memory_limit": MEMORY, "threads": THREADS, "temp_directory": ""})
    connection.execute("set TimeZone = 'UTC'")
    files = [f"{name}.parquet" for name in job["tables"]]
    for file in files:
        connection.execute(f"create view \"{Path(file).stem}\" as from read_parquet('{file}')")
    if any(RATES in one["sql"] for one in job["statements"]):
        _take_rates(connection, job["rates"])
    connection.execute("set allowed_paths = $files", {"files": files})
    for setting in ANSWER_ALONE:
        connection.execute(f"set {setting}")
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    return [_ask(connection, one["sql"], one["values"]) for one in job["statements"]]


def _take_rates(connection: duckdb.DuckDBPyConnection, rates: list[list[Any]]) -> None:
    connection.execute("create temp table told (currency varchar, day date, factor double)")
    columns = [list(one) for one in zip(*rates, strict=True)] or [[], [], []]
    names = dict(zip(("currency", "day", "factor"), columns, strict=True))
    connection.execute(
        "insert into told select unnest($currency), unnest($day)::date, unnest($factor)", names
    )  # at once: a statement a row takes a minute for thirty currencies of twenty years
    connection.execute(_SPREAD)


def _ask(connection: duckdb.DuckDBPyConnection, sql: str, values: dict[str, Any]) -> dict[str, Any]:
    try:
        found = connection.execute(sql, values)
        names = [column[0] for column in found.description or ()]
        return {"names": names, "rows": found.fetchall()}
    except duckdb.Error as error:
        return {"trouble": str(error)}


def _write(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    return str(value)


if __name__ == "__main__":
    sys.exit(main())
