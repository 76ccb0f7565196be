"""What the scenarios of marts share: a lake and marts of the test's own, and what stands in them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from rapport.analytical.warehouse.operations.building import build_marts
from rapport.analytical.warehouse.queries.catalogue import list_models
from rapport.bigdata.lake.operations.writing import LakeWriter
from rapport.bigdata.stream.api import Batch
from tests.house import Shop

COPIES = ("fact_id", "received_at")
"""Which of several equal facts told a state is not part of what is known."""


def fill(batches: Sequence[Batch]) -> None:
    """Have the lake take batches."""
    LakeWriter(lambda table: None).take(batches)


def in_mart(lake: Path, shop: Shop, query: str) -> list[tuple[Any, ...]]:
    """Return what a query over the shop's marts finds."""
    with duckdb.connect(lake / f"{shop.tenant_id}.duckdb", read_only=True) as marts:
        return marts.execute(query).fetchall()


def everything(lake: Path, shop: Shop) -> dict[str, list[tuple[Any, ...]]]:
    """Return every table of the marts whole."""
    found = {}
    for model in list_models():
        names = ", ".join(column.name for column in model.columns if column.name not in COPIES)
        found[model.name] = sorted(in_mart(lake, shop, f"select {names} from {model.name}"), key=repr)
    return found


def assert_as_from_nothing(lake: Path, shop: Shop) -> None:
    """Hold what stands in the marts beside what a build from all facts makes."""
    by_arrival = everything(lake, shop)
    build_marts(shop.tenant_id, anew=True)
    anew = everything(lake, shop)
    for name, rows in by_arrival.items():
        assert anew[name] == rows, name
