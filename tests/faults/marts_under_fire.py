"""Builds of marts in children of one process that has loaded everything, for tests that kill them.

Each line `again` forks a child that builds; its number is said, and that it is gone. A line `between` has the
child stop, and say so, when states are up to date and what is summed of them is not. With the fault `torn`
a build is no transaction: what it did so far stays.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Event
from typing import Any
from uuid import UUID

from rapport.site import runtime

runtime.set_up_django()

from rapport.analytical.warehouse.contracts import Model
from rapport.analytical.warehouse.operations import building, duckdb_engine, opening

RUN, MAKE_AGAIN = duckdb_engine.DuckEngine._run, duckdb_engine.DuckEngine._make_again
LAST_STATE = "customers"
"""A model that is summed of states."""


def tell(words: object) -> None:
    """Say it at once."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def run_torn(engine: duckdb_engine.DuckEngine, statement: str, *values: Any) -> None:
    """Do what a build does, each statement by itself."""
    if statement == "create schema fact":
        RUN(engine, "drop schema if exists fact cascade")
    if statement not in ("begin transaction", "commit"):
        RUN(engine, statement, *values)


def stop_between(engine: duckdb_engine.DuckEngine, model: Model, built: Sequence[Model]) -> None:
    """Make a model again, and stop before the first that sums what customers are."""
    if model.name == LAST_STATE:
        tell("between")
        Event().wait(60)
    MAKE_AGAIN(engine, model, built)


if __name__ == "__main__":
    folder = Path(sys.argv[2])
    vars(opening)["mart_file"] = lambda tenant_id: folder / f"{tenant_id}.duckdb"
    if "torn" in sys.argv:
        vars(building)["DuckEngine"]._run = run_torn
    tell("ready")
    while line := sys.stdin.readline():
        if child := os.fork():
            tell(child)
            os.waitpid(child, 0)
            tell("gone")
        else:
            if line == "between\n":
                vars(building)["DuckEngine"]._make_again = stop_between
            building.build_marts(UUID(sys.argv[1]))
            os._exit(0)
