"""Which lake a database fills: after a restore only an empty one, and none that forgets conditions."""

from pathlib import Path
from typing import Any

import pytest
from deltalake import write_deltalake
from tests.house import Shop

from rapport.bigdata.lake.operations import placing
from rapport.bigdata.lake.operations.placing import adopt_lake
from rapport.bigdata.lake.operations.writing import LakeWriter
from rapport.bigdata.lake.tests.carrying import labels, light, waiting
from rapport.kernel.errors import Conflict, Upstream


@pytest.fixture
def restored(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A mark of a restore that is this test's own."""
    mark = tmp_path / "restored"
    monkeypatch.setattr("rapport.bigdata.lake.operations.waking._restored", lambda home: mark)
    return mark


def test_a_restored_database_fills_an_empty_lake_and_no_other(
    shop: Shop, lake: Path, restored: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    adopt_lake()
    light(shop, "kept")
    LakeWriter(lambda table: None).take(waiting(shop))
    restored.touch()
    with pytest.raises(Conflict, match="empty place"):
        adopt_lake()
    monkeypatch.setenv("RAPPORT_LAKE_URL", f"{lake}-anew")
    assert adopt_lake()
    assert not restored.exists()
    LakeWriter(lambda table: None).take(waiting(shop))
    assert labels(shop) == ["kept"]
    assert not adopt_lake()


def test_storage_that_forgets_conditions_is_refused(
    shop: Shop, lake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    placing._refuse_without_conditions(f"{lake}/sound")

    def forget(table: Any, rows: Any, **options: Any) -> None:
        table.update_incremental()
        write_deltalake(table, rows, **options)

    monkeypatch.setattr(placing, "write_deltalake", forget)
    with pytest.raises(Upstream, match="conditional writes"):
        placing._refuse_without_conditions(f"{lake}/careless")
