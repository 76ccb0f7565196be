"""Background entry points: fill a segment, look again at those who are due, at everybody by the hour."""

from uuid import UUID

from rapport.analytical.segmentation.operations.filling import fill_all, fill_due, fill_segment
from rapport.analytical.segmentation.operations.groupings import has_grouping
from rapport.kernel.jobs.api import JobRun

FILL_DUE = "segments.fill_due"
FILL_ALL = "segments.fill_all"
HOUR, DAY = 3_600, 86_400


def run_fill(run: JobRun) -> dict[str, int]:
    """Fill one segment."""
    return {"moved": fill_segment(UUID(run.args["segment_id"]), actor=run.actor)}


def run_fill_due(run: JobRun) -> dict[str, int]:
    """Look again at the customers something changed about."""
    return {"moved": fill_due(actor=run.actor)}


def run_fill_all(run: JobRun) -> dict[str, int]:
    """Look at everybody: what relative days mean moves with the clock."""
    return {"moved": fill_all(actor=run.actor)}


def run_find_groups(run: JobRun) -> dict[str, str]:
    """Look for groups in the data."""
    from rapport.analytical.segmentation.operations.looking import find_groups

    return {"grouping": str(find_groups(actor=run.actor, progress=run.progress).id)}


def run_assign_groups(run: JobRun) -> dict[str, int]:
    """Put everybody into their group by the grouping in use."""
    if not has_grouping(actor=run.actor):
        return {"moved": 0}
    from rapport.analytical.segmentation.operations.assigning import assign_groups

    return {"moved": assign_groups(actor=run.actor)}
