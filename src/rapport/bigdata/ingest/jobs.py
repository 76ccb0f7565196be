"""Background work of the room."""

from rapport.bigdata.ingest.operations.files import take_dropped
from rapport.bigdata.ingest.operations.rejected import forget_old
from rapport.kernel.jobs.api import JobRun

SWEEP = "ingest.sweep"
DAY = 86_400
DROPS, SECONDS = "ingest.drops", 120


def run_sweep(run: JobRun) -> dict[str, int]:
    """Forget rejected events after thirty days."""
    return {"forgotten": forget_old(run.actor)}


def run_drops(run: JobRun) -> dict[str, int]:
    """Take the files that were laid into the folders of sources."""
    return {"files": take_dropped(run.actor)}
