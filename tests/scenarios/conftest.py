"""A lake and marts for one scenario."""

from pathlib import Path

import pytest

from rapport.analytical.warehouse.operations import opening
from rapport.bigdata.lake.tests.carrying import forget_waiting


@pytest.fixture
def lake(transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A lake and marts of the test's own."""
    monkeypatch.setenv("RAPPORT_LAKE_URL", str(tmp_path / "lake"))
    monkeypatch.setattr(opening, "mart_file", lambda tenant_id: tmp_path / f"{tenant_id}.duckdb")
    forget_waiting()
    return tmp_path
