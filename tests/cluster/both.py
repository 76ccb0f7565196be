"""Marts of one lake made by Spark and by DuckDB, beside each other."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pytest

from rapport.analytical.warehouse.operations import opening
from rapport.analytical.warehouse.operations.building import build_marts
from rapport.analytical.warehouse.operations.spark_engine import URL, connect
from rapport.analytical.warehouse.queries.catalogue import list_models
from tests.house import Shop

Tables = dict[str, list[tuple[Any, ...]]]


@contextmanager
def on_spark(master: str, folder: Path) -> Iterator[None]:
    """Have marts built on Spark while the block runs."""
    with pytest.MonkeyPatch.context() as chosen:
        chosen.setenv(URL, master)
        chosen.setattr(opening, "mart_file", lambda tenant_id: folder / f"spark-{tenant_id}.duckdb")
        try:
            yield
        finally:
            connect(master).stop()
            connect.cache_clear()


def everything(file: Path) -> Tables:
    """Return every table of the marts whole."""
    with duckdb.connect(file, read_only=True) as marts:
        marts.execute("set TimeZone = 'UTC'")
        return {
            model.name: sorted(marts.execute(f"select * from {model.name}").fetchall(), key=repr)
            for model in list_models()
        }


def compare(shop: Shop, folder: Path) -> Tables:
    """Build with what the environment chooses and with DuckDB; return the tables, which are the same."""
    on_cluster = build_marts(shop.tenant_id)
    assert on_cluster is not None
    assert (on_cluster.state, on_cluster.failures) == ("published", [])
    made = everything(opening.mart_file(shop.tenant_id))
    with pytest.MonkeyPatch.context() as chosen:
        chosen.delenv(URL)
        chosen.setattr(opening, "mart_file", lambda tenant_id: folder / f"duck-{tenant_id}.duckdb")
        build_marts(shop.tenant_id)
        expected = everything(opening.mart_file(shop.tenant_id))
    assert made == expected
    return made
