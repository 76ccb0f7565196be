"""Background entry points: learning who is about to leave."""

from rapport.analytical.churn.operations.choosing import LEARN
from rapport.kernel.jobs.api import JobRun

__all__ = ["LEARN", "run_learn"]


def run_learn(run: JobRun) -> dict[str, str]:
    """Learn from what was known at moments of the past, and score everybody."""
    from rapport.analytical.churn.operations.learning import learn_churn

    return {"model": str(learn_churn(actor=run.actor, progress=run.progress))}
