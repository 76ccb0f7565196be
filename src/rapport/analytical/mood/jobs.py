"""Background entry points: reading what was said, learning from labelled sets."""

from rapport.analytical.mood.operations.approving import LEARN
from rapport.analytical.mood.operations.taking import READ
from rapport.kernel.jobs.api import JobRun

__all__ = ["LEARN", "QUARTER", "READ", "REST", "WATCH", "run_learn", "run_read", "run_watch"]

WATCH = "mood.watch"
QUARTER, REST = 21_600, 60


def run_read(run: JobRun) -> dict[str, int]:
    """Read whatever waits."""
    from rapport.analytical.mood.operations.reading import read_due

    return {"read": read_due(actor=run.actor, progress=run.progress)}


def run_learn(run: JobRun) -> dict[str, str]:
    """Learn one aspect of one language from the labelled sets."""
    from rapport.analytical.mood.operations.learning import learn_reading

    found = learn_reading(run.args["aspect"], run.args["language"], actor=run.actor, progress=run.progress)
    return {"model": str(found)}


def run_watch(run: JobRun) -> dict[str, int]:
    """Look whether more are unhappy than usual."""
    from rapport.analytical.mood.operations.watching import watch_mood

    return {"rises": watch_mood(actor=run.actor)}
