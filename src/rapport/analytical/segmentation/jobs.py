"""Background entry points: fill a segment, look again at those who are due, at everybody by the hour."""

from uuid import UUID

from rapport.analytical.segmentation.operations.filling import fill_all, fill_due, fill_segment
from rapport.kernel.jobs.api import JobRun

FILL_DUE = "segments.fill_due"
FILL_ALL = "segments.fill_all"
HOUR = 3_600


def run_fill(run: JobRun) -> dict[str, int]:
    """Fill one segment."""
    return {"moved": fill_segment(UUID(run.args["segment_id"]), actor=run.actor)}


def run_fill_due(run: JobRun) -> dict[str, int]:
    """Look again at the customers something changed about."""
    return {"moved": fill_due(actor=run.actor)}


def run_fill_all(run: JobRun) -> dict[str, int]:
    """Look at everybody: what relative days mean moves with the clock."""
    return {"moved": fill_all(actor=run.actor)}
