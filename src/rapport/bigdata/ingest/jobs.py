"""Background work of the room."""

from rapport.bigdata.ingest.operations.rejected import forget_old
from rapport.kernel.jobs.api import JobRun

SWEEP = "ingest.sweep"
DAY = 86_400


def run_sweep(run: JobRun) -> dict[str, int]:
    """Forget rejected events after thirty days."""
    return {"forgotten": forget_old(run.actor)}
