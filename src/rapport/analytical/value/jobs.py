"""Background entry points: counting those who are due, everybody once a day, and then what lies ahead."""

from rapport.analytical.value.operations import recount_worth
from rapport.analytical.value.operations.due import count_due
from rapport.kernel.jobs.api import JobRun, enqueue

RECOUNT = "worth.recount"
LOOK_AHEAD = "worth.look_ahead"
DAY = 86_400


def run_count_due(run: JobRun) -> dict[str, int]:
    """Bring the customers whose purchases changed up to date."""
    return {"changed": count_due(actor=run.actor)}


def run_recount(run: JobRun) -> dict[str, int]:
    """Count everybody: recency moves by itself, and so does where the fifths end. Then look ahead."""
    changed = recount_worth(actor=run.actor)
    enqueue(LOOK_AHEAD, {}, actor=run.actor, key=LOOK_AHEAD)
    return {"changed": changed}


def run_look_ahead(run: JobRun) -> dict[str, str]:
    """Learn what customers will buy from what they bought, and tell each of them."""
    from rapport.analytical.value.operations.looking_ahead import look_ahead

    return {"fit": str(look_ahead(actor=run.actor, progress=run.progress) or "")}
