"""Background entry points: learning who is about to leave."""

from rapport.analytical.churn.operations.choosing import LEARN
from rapport.analytical.churn.operations.contracts import LEARN_ENDING
from rapport.kernel.jobs.api import JobRun

__all__ = ["LEARN", "LEARN_ENDING", "run_learn", "run_learn_ending"]
DAY = 86_400
REST = 240


def run_learn(run: JobRun) -> dict[str, str]:
    """Learn from what was known at moments of the past, and score everybody."""
    from rapport.analytical.churn.operations.learning import learn_churn

    return {"model": str(learn_churn(actor=run.actor, progress=run.progress))}


def run_learn_ending(run: JobRun) -> dict[str, str]:
    """Learn from all contracts how they end, and score those that run."""
    from rapport.analytical.churn.operations.ending import learn_contracts

    return {"model": str(learn_contracts(actor=run.actor, progress=run.progress))}
