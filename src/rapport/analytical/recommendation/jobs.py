"""Background entry points: learning what to recommend once a day, and lists of those who bought meanwhile."""

from rapport.analytical.recommendation.operations.renewing import renew_lists
from rapport.analytical.recommendation.operations.versions import LEARN
from rapport.kernel.jobs.api import JobRun

RENEW = "recommendation.renew"
__all__ = ["DAY", "LEARN", "RENEW", "REST", "run_learn", "run_renew"]
DAY, REST = 86_400, 900


def run_learn(run: JobRun) -> dict[str, str]:
    """Compare models and make everybody's lists."""
    from rapport.analytical.recommendation.operations.learning import learn_recommendations

    return {"version": str(learn_recommendations(actor=run.actor, progress=run.progress) or "")}


def run_renew(run: JobRun) -> dict[str, int]:
    """Renew the lists of the customers whose purchases changed."""
    return {"renewed": renew_lists(actor=run.actor)}
