"""Background entry points: counting those who are due, and everybody once a day."""

from rapport.analytical.value.operations import recount_worth
from rapport.analytical.value.operations.due import count_due
from rapport.kernel.jobs.api import JobRun

COUNT_DUE = "worth.count_due"
RECOUNT = "worth.recount"
DAY = 86_400


def run_count_due(run: JobRun) -> dict[str, int]:
    """Bring the customers whose purchases changed up to date."""
    return {"changed": count_due(actor=run.actor)}


def run_recount(run: JobRun) -> dict[str, int]:
    """Count everybody: recency moves by itself, and so does where the fifths end."""
    return {"changed": recount_worth(actor=run.actor)}
