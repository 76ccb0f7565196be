"""Background entry points: the day's letters, and forgetting what is old; safe to run twice."""

from rapport.kernel.jobs.api import JobRun
from rapport.kernel.notices.operations import forget_old, send_letters

ROUND, DAY = "notices.round", 86_400


def run_round(run: JobRun) -> dict[str, int]:
    """Send letters of what is unread to those who want them, then remove what is past its time."""
    return {"letters": send_letters(run.actor), "forgotten": forget_old(run.actor)}
