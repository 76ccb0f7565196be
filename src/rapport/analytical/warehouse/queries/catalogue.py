"""The models and tests of the marts, read once from their files."""

from functools import cache
from pathlib import Path

import msgspec

from rapport.analytical.warehouse.contracts import Model, QualityTest
from rapport.analytical.warehouse.rules.graph import sort_models
from rapport.analytical.warehouse.rules.headers import read_model, read_test

FOLDER = Path(__file__).parent.parent / "marts"
TESTS = "tests"
LINEAGE = FOLDER / "lineage.json"
"""What every column is made of: read from the models when they are written (`make facts`), not by a page."""


@cache
def list_models() -> tuple[Model, ...]:
    """Return every model, each after what it reads."""
    files = sorted(path for path in FOLDER.glob("*/*.sql") if path.parent.name != TESTS)
    return tuple(sort_models(read_model(path, path.read_text("utf-8")) for path in files))


@cache
def trace_columns() -> dict[str, dict[str, list[str]]]:
    """Return for each model, for each of its columns, the columns it is made of."""
    return msgspec.json.decode(LINEAGE.read_bytes(), type=dict[str, dict[str, list[str]]])


@cache
def list_tests() -> tuple[QualityTest, ...]:
    """Return every test that stands in a file of its own; those of keys come from the models."""
    return tuple(read_test(path, path.read_text("utf-8")) for path in sorted((FOLDER / TESTS).glob("*.sql")))


@cache
def list_facts_read() -> tuple[str, ...]:
    """Return the kinds of facts the models read, sorted."""
    return tuple(sorted({fact for model in list_models() for fact in model.facts}))
