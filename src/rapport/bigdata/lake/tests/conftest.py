"""A lake of the test's own, and a stream for all tests of a file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rapport.bigdata.lake.operations.writing import kinds_of_facts
from rapport.bigdata.lake.tests.carrying import forget_waiting
from rapport.bigdata.stream.tests.serving import Stream, streaming


@pytest.fixture(scope="module")
def stream(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stream]:
    """A server on loopback."""
    with streaming(tmp_path_factory.mktemp("stream")) as running:
        yield running


@pytest.fixture(autouse=True)
def lake(transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder."""
    monkeypatch.setenv("RAPPORT_LAKE_URL", str(tmp_path / "lake"))
    kinds_of_facts.cache_clear()
    forget_waiting()
    yield tmp_path / "lake"
    kinds_of_facts.cache_clear()
