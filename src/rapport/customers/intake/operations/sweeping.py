"""Sweeping up after imports: kept files, rejected rows, and what an interrupted upload left."""

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from rapport.customers.intake.models import Import, ImportReject
from rapport.customers.intake.operations.storage import kept_folder
from rapport.customers.intake.operations.taking import drop_kept_file
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import unit_of_work

AT_ONCE: Final = 100
ARRIVING: Final = 86_400
ENDED: Final = (Import.Status.DONE, Import.Status.CANCELLED, Import.Status.FAILED, Import.Status.UNDONE)


def keep_days() -> int:
    """Return for how many days files and rejected rows are kept after an import has ended."""
    return int(settings.IMPORT_KEEP_DAYS)


def sweep_imports(*, actor: Actor) -> Iterator[int]:
    """Remove files and rejected rows of imports that ended long ago, and drafts nobody began; safe to repeat.

    Counts, choices and the way back (undo) stay. Yields after each transaction how many imports it swept.
    """
    while swept := _sweep_some(actor):
        yield swept
    _sweep_strays(actor.tenant_id, actor)


def _sweep_some(actor: Actor) -> int:
    with unit_of_work(actor) as work:
        long_ago = work.now - timedelta(days=keep_days())
        old = Q(status__in=ENDED, finished_at__lt=long_ago) | Q(
            status=Import.Status.DRAFT, created_at__lt=long_ago
        )
        runs = list(
            Import.objects.select_for_update().filter(old).exclude(file_path="").order_by("id")[:AT_ONCE]
        )
        for run in runs:
            drop_kept_file(run)
            run.file_path = ""
            if run.status == Import.Status.DRAFT:
                run.status, run.finished_at = Import.Status.CANCELLED, work.now
            run.save(update_fields=["file_path", "status", "finished_at"])
        ImportReject.objects.filter(import_run_id__in=[run.id for run in runs]).delete()
        return len(runs)


def _sweep_strays(tenant_id: UUID, actor: Actor) -> None:
    """Remove files no import names: an upload that was killed half way leaves one."""
    folder = kept_folder(tenant_id)
    if not folder.is_dir():
        return
    with unit_of_work(actor):
        named = set(Import.objects.exclude(file_path="").values_list("file_path", flat=True))
    for path in folder.iterdir():
        if str(path.resolve()) not in named and _age(path) > ARRIVING:
            path.unlink(missing_ok=True)


def _age(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return 0.0
