"""Copies a build makes before it is told of: what was asked lately; of new marts, what rooms ask."""

import os
import time
from contextlib import closing
from pathlib import Path
from uuid import UUID

import duckdb
import pytest
from django.utils import timezone

from rapport.analytical.warehouse.contracts import Build
from rapport.analytical.warehouse.operations import ahead
from rapport.analytical.warehouse.operations.duckdb_engine import DuckEngine
from rapport.analytical.warehouse.operations.opening import find_folder, find_mark, forget_copies, mart_file
from rapport.analytical.warehouse.operations.registry import list_asked
from rapport.kernel.ids import new_id

BUSINESS = UUID(int=5)


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DuckEngine:
    """Return marts with two tables, one of which was copied of the build before."""
    monkeypatch.setenv("RAPPORT_HOME", str(tmp_path))
    monkeypatch.setattr(ahead, "LARGE", 3)
    file = mart_file(BUSINESS)
    file.parent.mkdir(parents=True)
    with duckdb.connect(file) as connection:
        connection.execute("create table sales_days as select range as day from range(3)")
        connection.execute("create table orders as select 1 as id")
    before = find_folder(BUSINESS) / str(new_id())
    before.mkdir(parents=True)
    (before / "orders.parquet").write_bytes(b"old")
    return DuckEngine(file, [], "lake")


def build(*, full: bool = False, rows: int = 3) -> Build:
    """Return what became of a build."""
    return Build(new_id(), "published", full, 0, {"sales_days": rows}, [], timezone.now(), 0.0)


def copied(engine: DuckEngine, one: Build) -> set[str]:
    """Return the tables that are copied once a build is told of; the others' copies are gone."""
    ahead.copy_ahead(engine, BUSINESS, one)
    forget_copies(BUSINESS, but=one.id)
    return {file.stem for file in find_folder(BUSINESS).glob("*/*")}


def test_what_was_asked_lately_is_there_before_anybody_asks(engine: DuckEngine) -> None:
    with closing(engine):
        find_mark(BUSINESS).touch()
        one = build()
        assert copied(engine, one) == {"orders"}
        made = find_folder(BUSINESS) / str(one.id) / "orders.parquet"
        assert duckdb.read_parquet(str(made)).fetchall() == [(1,)]
        long_ago = time.time() - ahead.LATELY - 60
        os.utime(find_mark(BUSINESS), (long_ago, long_ago))
        assert copied(engine, build()) == set()


def test_new_marts_are_copied_for_the_pages_of_the_house(engine: DuckEngine) -> None:
    assert {"sales_days", "order_lines"} <= list_asked()
    with closing(engine):
        assert copied(engine, build(full=True)) == {"sales_days"}


def test_small_marts_wait_for_who_asks(engine: DuckEngine) -> None:
    with closing(engine):
        find_mark(BUSINESS).touch()
        assert copied(engine, build(full=True, rows=2)) == set()
