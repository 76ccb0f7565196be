"""Marts in DuckDB: one file a business, one transaction a build."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from rapport.analytical.warehouse.contracts import FactSource, Failure, Model, QualityTest
from rapport.analytical.warehouse.operations.asking import copy_tables
from rapport.analytical.warehouse.rules.changes import (
    CHANGED,
    find_touched,
    lie_outside,
    narrow,
    narrow_test,
    query_of,
)
from rapport.analytical.warehouse.rules.headers import GONE
from rapport.bigdata.lake.api.tables import let_read

MEMORY, THREADS = "1GB", 2
"""What a build may take; more than this spills to the disk beside the file."""
TOLD = "customer_id"
"""Whoever a model of customers was made again for is told what is known of them now."""


def open_file(file: Path) -> duckdb.DuckDBPyConnection:
    """Open a file of marts, made where it is missing, with what a build may take."""
    file.parent.mkdir(parents=True, exist_ok=True)
    connection = duckdb.connect(
        file, config={"memory_limit": MEMORY, "threads": THREADS, "temp_directory": f"{file}.tmp"}
    )
    let_read(connection)
    connection.execute("set TimeZone = 'UTC'")
    connection.execute("set preserve_insertion_order = false")
    return connection


class DuckEngine:
    """A business's marts in a file; a build that is killed leaves them as they were.

    The file is made anew, and everything with it, when the models' text or the lake is another than before.
    """

    whole = False
    """Whether each build begins with all facts, rather than with those that are new."""

    def __init__(self, file: Path, models: Sequence[Model], lake: str) -> None:
        self.file = file
        self.built: Sequence[Model] = ()
        self.made_whole = set[str]()
        self.tables: set[str] | None = None
        """What stands in the file, once asked: to ask costs as much as a small model."""
        wanted = _fingerprint(models, lake)
        self.connection = open_file(file)
        if self._known() not in (wanted, None):
            self.close()
            file.unlink()
            self.connection = open_file(file)
            self.tables = None
        self._run("create table if not exists _of (fingerprint varchar)")
        self._run("create table if not exists _progress (fact varchar primary key, arrival bigint)")
        self._run("create table if not exists _behind (model varchar primary key)")
        self._run("create table if not exists _untold (customer_id varchar primary key)")
        if self._known() is None:
            self._run("insert into _of values (?)", wanted)
        self.tables = None

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    def progress(self) -> Mapping[str, int]:
        """Return for each fact the newest write that is in the marts."""
        return dict(self.rows("select fact, arrival from _progress"))

    def is_behind(self) -> bool:
        """Tell whether models were left out of the newest build, and are to be tried again."""
        return bool(self.rows("select 1 from _behind limit 1"))

    def build(self, models: Sequence[Model], sources: Sequence[FactSource]) -> None:
        """Begin a transaction and bring the models up to date with the sources; the lowest first."""
        self._run("begin transaction")
        self._run("create schema fact")
        for source in sources:
            self._run(source.as_view())
        built: list[Model] = []
        self.made_whole.clear()
        for model in models:
            if model.kind == "latest":
                self._keep_newest(model)
            elif model.kind == "view":
                self._run(f"create or replace view {model.name} as {model.sql}")
            else:
                self._make_again(model, built)
            if model.stands:
                built.append(model)
        self.built = built
        self._note_untold()
        self._run("drop schema fact cascade")

    def test(self, tests: Sequence[QualityTest]) -> list[Failure]:
        """Return what the tests found, with one of the rows; those with `by` look at what changed."""
        failures = []
        for test in tests:
            question = narrow_test(test, self.built, self.made_whole) if test.by else test.sql
            found = self.rows(f"select count(*) over (), t from ({question}) as t limit 1")
            if found:
                rows, sample = int(found[0][0]), str(found[0][1])
                failures.append(
                    Failure(test.name, test.about, rows, sample, test.of, test.blocks, test.tells)
                )
        return failures

    def commit(self, sources: Sequence[FactSource], *, behind: Collection[str] = ()) -> None:
        """Publish what was built, with how far it came and what was left out."""
        if sources:
            places = ", ".join("(?, ?)" for _ in sources)
            reached = [value for source in sources for value in (source.fact, source.upto)]
            self._run(f"insert or replace into _progress values {places}", *reached)
        self._run("delete from _behind")
        for name in sorted(behind):
            self._run("insert into _behind values (?)", name)
        self._run("commit")
        self.tables = None

    def rollback(self) -> None:
        """Take back what was built."""
        self._run("rollback")
        self.tables = None

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a query over the models."""
        return self.connection.execute(query, list(values)).fetchall()

    def count(self, models: Sequence[Model]) -> dict[str, int]:
        """Return how many rows each kept model has."""
        kept = [model.name for model in models if model.stands and self._has(model.name)]
        counts = " union all ".join(f"select '{name}', count(*) from {name}" for name in kept)
        return {str(name): int(rows) for name, rows in self.rows(counts)} if kept else {}

    def copy(self, names: Collection[str], folder: Path) -> None:
        """Copy published tables into a folder, as Parquet; those there are not are left out."""
        copy_tables(self.connection, folder, [name for name in sorted(names) if self._has(name)])

    def count_changed(self, model: Model) -> int:
        """Return how many rows the running build took out of a model and put into it."""
        return int(self.rows(f"select count(*) from {CHANGED}{model.name}")[0][0])

    def _known(self) -> str | None:
        if not self._has("_of"):
            return None
        found = self.rows("select fingerprint from _of")
        return str(found[0][0]) if found else None

    def _has(self, table: str) -> bool:
        if self.tables is None:
            query = "select table_name from information_schema.tables where table_schema = 'main'"
            self.tables = {str(name) for (name,) in self.rows(query)}
        return table in self.tables

    def _run(self, statement: str, *values: Any) -> None:
        self.connection.execute(statement, list(values)).fetchall()

    def _keep_newest(self, model: Model) -> None:
        """Take the newest state of each key; what is newest the columns decide, not the order of arrival."""
        name, key = model.name, ", ".join(model.key)
        incoming = query_of(model)
        if not self._has(name):
            self._make_first(name, incoming)
            return
        same = " and ".join(f"i.{column} = t.{column}" for column in model.key)
        newer = f"({_of('i', model.newest)}) > ({_of('t', model.newest)})"
        self._run(f"create temp table incoming as {incoming}")
        self._run(f"create temp table met as select t.* from {name} as t semi join incoming as i on {same}")
        self._run(
            f"create temp table old as select t.* from met as t join incoming as i on {same} where {newer}"
        )
        kept = f"select t.* from met as t join incoming as i on {same} where not ({newer})"
        self._run(f"delete from {name} as t using old as i where {same}")
        self._run(
            f"create temp table new as select i.* from incoming as i anti join ({kept}) as k using ({key})"
        )
        self._run(f"insert into {name} select * from new")
        self._run(f"create temp table {CHANGED}{name} as select * from old union all select * from new")
        if model.forgets and self.rows(f"select 1 from {CHANGED}{GONE} limit 1"):
            left = f"select party_id from {CHANGED}{GONE}"
            whose = " or ".join(f"{column} in ({left})" for column in model.forgets)
            self._run(f"insert into {CHANGED}{name} select * from {name} where {whose}")
            self._run(f"delete from {name} where {whose}")
        for table in ("incoming", "met", "old", "new"):
            self._run(f"drop table {table}")

    def _make_again(self, model: Model, built: Sequence[Model]) -> None:
        """Make again the rows of those values of `by` that something changed of, or all of them."""
        name, by = model.name, model.by
        above = [other for other in built if other.name in model.models]
        if not self._has(name):
            self._make_first(name, model.sql)
        elif self._is_whole(model, above):
            self.made_whole.add(name)
            self._run(f"create temp table {CHANGED}{name} as select * from {name}")
            self._run(f"delete from {name}")
            self._run(f"insert into {name} {model.sql}")
            self._run(f"insert into {CHANGED}{name} select * from {name}")
        elif model.kind == "whole":
            self._run(f"create temp table {CHANGED}{name} as select * from {name} limit 0")
        else:
            self._run(f"create temp table touched_{name} as {find_touched(model, above)}")
            chosen = f"select * from {name} where {by} in (select value from touched_{name})"
            self._run(f"create temp table {CHANGED}{name} as {chosen}")
            self._run(f"delete from {name} where {by} in (select value from touched_{name})")
            self._run(f"create temp table made as {narrow(model, above, f'touched_{name}')}")
            self._run(f"insert into {name} select * from made")
            self._run(f"insert into {CHANGED}{name} select * from made")
            self._run("drop table made")

    def _make_first(self, name: str, query: str) -> None:
        self._run(f"create table {name} as {query}")
        if self.tables is not None:
            self.tables.add(name)
        self._run(f"create temp view {CHANGED}{name} as select * from {name}")
        self.made_whole.add(name)

    def _note_untold(self) -> None:
        """Keep whom something changed of until they are told."""
        told = [model.name for model in self.built if model.by == TOLD]
        changed = " union ".join(f"select {TOLD} from {CHANGED}{name}" for name in told)
        if told:
            self._run(f"insert or ignore into _untold {changed}")

    def _is_whole(self, model: Model, above: Sequence[Model]) -> bool:
        """Tell whether a model is to be made from everything it reads."""
        if self.rows("select 1 from _behind where model = ?", [model.name]):
            return True
        others = above if model.kind == "whole" else lie_outside(model, above)
        return any(self.rows(f"select 1 from {CHANGED}{other.name} limit 1") for other in others)


def _of(alias: str, columns: Sequence[str]) -> str:
    return ", ".join(f"{alias}.{column}" for column in columns)


def _fingerprint(models: Sequence[Model], lake: str) -> str:
    digest = hashlib.sha256(lake.encode())
    for model in models:
        digest.update(repr(model).encode())
    return digest.hexdigest()
