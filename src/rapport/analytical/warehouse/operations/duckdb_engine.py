"""Marts in DuckDB: one file a business, one transaction a build."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from rapport.analytical.warehouse.contracts import FactSource, Failure, Model, QualityTest
from rapport.analytical.warehouse.rules.graph import narrow

MEMORY, THREADS = "1GB", 2
"""What a build may take; more than this spills to the disk beside the file."""


class DuckEngine:
    """A business's marts in a file; a build that is killed leaves them as they were.

    The file is made anew, and everything with it, when the models' text or the lake is another than before.
    """

    def __init__(self, file: Path, models: Sequence[Model], lake: str) -> None:
        self.file = file
        wanted = _fingerprint(models, lake)
        self.connection = self._open()
        if self._known() not in (wanted, None):
            self.close()
            file.unlink()
            self.connection = self._open()
        self._run("create table if not exists _of (fingerprint varchar)")
        self._run("create table if not exists _progress (fact varchar primary key, arrival bigint)")
        self._run("create table if not exists _untold (party_id varchar primary key)")
        if self._known() is None:
            self._run("insert into _of values (?)", wanted)

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    def progress(self) -> Mapping[str, int]:
        """Return for each fact the newest write that is in the marts."""
        return dict(self.rows("select fact, arrival from _progress"))

    def build(self, models: Sequence[Model], sources: Sequence[FactSource]) -> None:
        """Begin a transaction and bring the models up to date with the sources; the lowest first."""
        self._run("begin transaction")
        self._run("create schema fact")
        for source in sources:
            self._run(source.as_view())
        built: list[Model] = []
        for model in models:
            if model.kind == "latest":
                self._keep_newest(model)
            elif model.kind == "keyed":
                self._make_again(model, built)
            else:
                self._run(f"create or replace view {model.name} as {model.sql}")
            built.append(model)
        self._run("drop schema fact cascade")

    def test(self, tests: Sequence[QualityTest]) -> list[Failure]:
        """Return what the tests found, with one of the rows."""
        failures = []
        for test in tests:
            found = self.rows(f"select count(*) over (), t from ({test.sql}) as t limit 1")
            if found:
                failures.append(Failure(test.name, test.about, int(found[0][0]), str(found[0][1])))
        return failures

    def commit(self, sources: Sequence[FactSource]) -> None:
        """Publish what was built, with how far it came."""
        for source in sources:
            self._run("insert or replace into _progress values (?, ?)", source.fact, source.upto)
        self._run("commit")

    def rollback(self) -> None:
        """Take back what was built."""
        self._run("rollback")

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a query over the models."""
        return self.connection.execute(query, list(values)).fetchall()

    def count(self, models: Sequence[Model]) -> dict[str, int]:
        """Return how many rows each kept model has."""
        kept = [model.name for model in models if model.kind != "view"]
        return {name: int(self.rows(f"select count(*) from {name}")[0][0]) for name in kept}

    def count_changed(self, model: Model) -> int:
        """Return how many rows the running build took out of a model and put into it."""
        return int(self.rows(f"select count(*) from changed_{model.name}")[0][0])

    def _open(self) -> duckdb.DuckDBPyConnection:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        connection = duckdb.connect(
            self.file,
            config={"memory_limit": MEMORY, "threads": THREADS, "temp_directory": f"{self.file}.tmp"},
        )
        connection.execute("set TimeZone = 'UTC'")
        connection.execute("set preserve_insertion_order = false")
        return connection

    def _known(self) -> str | None:
        if not self._has("_of"):
            return None
        found = self.rows("select fingerprint from _of")
        return str(found[0][0]) if found else None

    def _has(self, table: str) -> bool:
        query = "select 1 from information_schema.tables where table_name = ? and table_schema = 'main'"
        return bool(self.rows(query, [table]))

    def _run(self, statement: str, *values: Any) -> None:
        self.connection.execute(statement, list(values)).fetchall()

    def _keep_newest(self, model: Model) -> None:
        """Take the newest state of each key; what is newest the columns decide, not the order of arrival."""
        name, key = model.name, ", ".join(model.key)
        descending = ", ".join(f"{column} desc" for column in model.newest)
        self._run(
            f"create temp table incoming as select * from ({model.sql})"
            f" qualify row_number() over (partition by {key} order by {descending}) = 1"
        )
        self._run(f"create table if not exists {name} as select * from incoming limit 0")
        newer = f"({_of('i', model.newest)}) > ({_of('t', model.newest)})"
        same = " and ".join(f"i.{column} = t.{column}" for column in model.key)
        self._run(
            f"create temp table changed_{name} as select t.* from {name} as t join incoming as i on {same}"
            f" where {newer} union all"
            f" select i.* from incoming as i left join {name} as t on {same}"
            f" where t.{model.key[0]} is null or {newer}"
        )
        self._run(f"delete from {name} as t using incoming as i where {same} and {newer}")
        self._run(f"insert into {name} select i.* from incoming as i anti join {name} as t using ({key})")
        self._run("drop table incoming")

    def _make_again(self, model: Model, built: Sequence[Model]) -> None:
        """Make again the rows of those values of `by` that something changed of."""
        name, by = model.name, model.by
        above = [other for other in built if other.name in model.models and other.kind != "view"]
        changed = " union ".join(
            f"select {by} as value from changed_{other.name}"
            for other in above
            if any(column.name == by for column in other.columns)
        )
        self._run(
            f"create temp table touched_{name} as select value from ({changed}) where value is not null"
        )
        first = not self._has(name)
        self._run(f"create table if not exists {name} as select * from ({model.sql}) limit 0")
        chosen = f"select * from {name} where {by} in (select value from touched_{name})"
        self._run(f"create temp table changed_{name} as {chosen}")
        self._run(f"delete from {name} where {by} in (select value from touched_{name})")
        self._run(f"insert into {name} {model.sql if first else narrow(model, above, f'touched_{name}')}")
        self._run(f"insert into changed_{name} {chosen}")
        if by == "party_id":
            self._run(f"insert or ignore into _untold select value from touched_{name}")


def _of(alias: str, columns: Sequence[str]) -> str:
    return ", ".join(f"{alias}.{column}" for column in columns)


def _fingerprint(models: Sequence[Model], lake: str) -> str:
    digest = hashlib.sha256(lake.encode())
    for model in models:
        digest.update(repr(model).encode())
    return digest.hexdigest()
