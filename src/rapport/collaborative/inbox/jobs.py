"""Background entry points: telling of answers that are late."""

from rapport.collaborative.inbox.operations.late import tell_late
from rapport.kernel.jobs.api import JobRun

LATE = "inbox.late"
MINUTE = 60


def run_late(run: JobRun) -> dict[str, int]:
    """Tell members of answers that fell due; safe to run twice."""
    return {"told": tell_late(actor=run.actor)}
