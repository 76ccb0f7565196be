"""Background entry points: have due reports made, make one, look at watched metrics."""

from uuid import UUID

from rapport.analytical.reporting.contracts.alerts import WATCH
from rapport.analytical.reporting.contracts.sending import SEND
from rapport.kernel.jobs.api import JobRun

__all__ = ["OFTEN", "ROUND", "SEND", "WATCH", "WATCHED", "run_round", "run_send", "run_watch"]

ROUND, OFTEN = "reporting.round", 300
WATCHED = 3_600
ATTEMPTS = 5


def run_round(run: JobRun) -> dict[str, int]:
    """Have reports made whose hour has come, and see what became of letters."""
    from rapport.analytical.reporting.operations.sending import queue_due, settle_letters

    return {"queued": queue_due(run.actor), "settled": settle_letters(run.actor)}


def run_send(run: JobRun) -> dict[str, int]:
    """Make one report and write its letters; what fails for good is noted and told."""
    from rapport.analytical.reporting.operations.sending import note_failure, send_report
    from rapport.kernel.errors import say

    last = run.attempt >= ATTEMPTS
    try:
        return {"letters": send_report(UUID(run.args["run_id"]), actor=run.actor, last=last)}
    except Exception:
        if last:
            note_failure(UUID(run.args["run_id"]), say("Something failed on our side."), actor=run.actor)
        raise


def run_watch(run: JobRun) -> dict[str, int]:
    """Judge the days that have become whole."""
    from rapport.analytical.reporting.operations.watching import watch_metrics

    return {"rises": watch_metrics(run.actor)}
