"""Files and rejected rows of imports go when they were kept long enough; counts and the way back stay."""

import io
import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from tests.house import Shop

from rapport.customers.intake.api import get_progress, stream_rejects, take_path, take_upload
from rapport.customers.intake.api.landing import run_import, undo_import
from rapport.customers.intake.models import Import
from rapport.customers.intake.operations.storage import kept_folder
from rapport.customers.intake.operations.sweeping import sweep_imports
from rapport.kernel.errors import Conflict
from rapport.kernel.tenancy.api import as_tenant

FILE = b"name,email\nAnn,ann@example.com\nBob,nowhere\n"


def _age(shop: Shop, run: Import, days: int) -> None:
    ago = timezone.now() - timedelta(days=days)
    with as_tenant(shop.tenant_id):
        done = Import.objects.get(id=run.id)
        finished = ago if done.finished_at else None
        Import.objects.filter(id=run.id).update(created_at=ago, finished_at=finished)


def _kept(shop: Shop) -> list[str]:
    return sorted(path.name for path in kept_folder(shop.tenant_id).iterdir())


def test_old_files_go_and_young_ones_stay(shop: Shop, tmp_path: Path) -> None:
    old, young, draft = (
        take_upload(io.BytesIO(FILE), "a.csv", "customers", actor=shop.actor) for _ in range(3)
    )
    for run in (old, young):
        run_import(run.id, actor=shop.actor)
    own = tmp_path / "mine.csv"
    own.write_bytes(FILE)
    mine = take_path(own, "customers", actor=shop.actor)
    run_import(mine.id, actor=shop.actor)
    for run in (old, draft, mine):
        _age(shop, run, 31)
    assert sum(sweep_imports(actor=shop.actor)) == 3
    assert _kept(shop) == [Path(young.file_path).name]
    assert own.exists()
    assert sum(sweep_imports(actor=shop.actor)) == 0
    with as_tenant(shop.tenant_id):
        assert list(stream_rejects(old.id)) == []
        assert len(list(stream_rejects(young.id))) == 1
        assert Import.objects.get(id=draft.id).status == "cancelled"
    assert get_progress(old.id, actor=shop.actor).rejected == 1
    assert undo_import(old.id, actor=shop.actor)["removed"] > 0


def test_a_failed_import_without_its_file_says_so(shop: Shop) -> None:
    run = take_upload(io.BytesIO(FILE), "a.csv", "customers", actor=shop.actor)
    with as_tenant(shop.tenant_id):
        Import.objects.filter(id=run.id).update(status="failed", file_path="")
    with pytest.raises(Conflict, match="removed"):
        run_import(run.id, actor=shop.actor)


def test_what_a_killed_upload_left_goes_after_a_day(shop: Shop) -> None:
    folder = kept_folder(shop.tenant_id)
    folder.mkdir(parents=True, exist_ok=True)
    for name, age in (("stale", 2 * 86_400), ("arriving", 60)):
        (folder / name).write_bytes(b"half")
        os.utime(folder / name, (time.time() - age,) * 2)
    list(sweep_imports(actor=shop.actor))
    assert _kept(shop) == ["arriving"]
