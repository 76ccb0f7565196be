"""Background entry points: throwing away what was removed long ago, telling of tasks that are due."""

from datetime import timedelta

from rapport.customers.timeline.operations.keeping import purge_removed
from rapport.customers.timeline.operations.reminding import remind_of_due
from rapport.kernel.blobs.api import drop_blob
from rapport.kernel.jobs.api import JobRun
from rapport.kernel.work.api import unit_of_work

PURGE = "timeline.purge"
DUE = "timeline.due"
DAY, OFTEN = 86_400, 300
BACK = timedelta(days=1)
"""How long a stopped worker may have left tasks untold."""


def run_purge(run: JobRun) -> dict[str, int]:
    """Throw away what was removed; safe to run twice."""
    with unit_of_work(run.actor) as work:
        blobs = purge_removed(work)
        for blob_id in blobs:
            drop_blob(blob_id, actor=run.actor)
    return {"files": len(blobs)}


def run_due(run: JobRun) -> dict[str, int]:
    """Tell members which of their tasks became due; safe to run twice."""
    with unit_of_work(run.actor) as work:
        return {"told": remind_of_due(work.now - BACK, work.now)}
