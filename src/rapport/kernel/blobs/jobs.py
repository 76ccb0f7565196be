"""The daily sweep: what a killed process or a rolled-back transaction left on disk goes."""

import time
from pathlib import Path

from rapport.kernel.blobs import disk
from rapport.kernel.blobs.operations import drop_content
from rapport.kernel.jobs.api import JobRun

OLD = 86_400


def sweep(run: JobRun) -> dict[str, int]:
    """Remove files older than a day that no row names; safe to run twice."""
    seen = removed = 0
    for place in disk.list_older(run.tenant_id, time.time() - OLD):
        run.progress.raise_if_cancelled()
        seen += 1
        removed += _sweep_one(run, place)
        run.progress.report(seen)
    return {"seen": seen, "removed": removed}


def _sweep_one(run: JobRun, place: Path) -> int:
    if place.parent.name == "arriving":
        place.unlink(missing_ok=True)
        return 1
    return int(drop_content(run.tenant_id, bytes.fromhex(place.name)))
