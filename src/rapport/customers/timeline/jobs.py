"""Background entry points: throwing away what was removed long ago."""

from rapport.customers.timeline.operations.keeping import purge_removed
from rapport.kernel.blobs.api import drop_blob
from rapport.kernel.jobs.api import JobRun
from rapport.kernel.work.api import unit_of_work

PURGE = "timeline.purge"
DAY = 86_400


def run_purge(run: JobRun) -> dict[str, int]:
    """Throw away what was removed; safe to run twice."""
    with unit_of_work(run.actor) as work:
        blobs = purge_removed(work)
        for blob_id in blobs:
            drop_blob(blob_id, actor=run.actor)
    return {"files": len(blobs)}
