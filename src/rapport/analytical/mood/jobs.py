"""Background entry points: reading what was said, learning from labelled sets."""

from rapport.analytical.mood.operations.approving import LEARN
from rapport.analytical.mood.operations.taking import READ
from rapport.kernel.jobs.api import JobRun

__all__ = ["LEARN", "READ", "run_learn", "run_read"]


def run_read(run: JobRun) -> dict[str, int]:
    """Read whatever waits."""
    from rapport.analytical.mood.operations.reading import read_due

    return {"read": read_due(actor=run.actor, progress=run.progress)}


def run_learn(run: JobRun) -> dict[str, str]:
    """Learn one aspect of one language from the labelled sets."""
    from rapport.analytical.mood.operations.learning import learn_reading

    found = learn_reading(run.args["aspect"], run.args["language"], actor=run.actor, progress=run.progress)
    return {"model": str(found)}
