"""Background entry points: learning how the business goes on, once a day and when somebody asks."""

from rapport.kernel.jobs.api import JobRun

LEARN = "forecast.learn"
DAY = 86_400
REST = 240


def run_learn(run: JobRun) -> dict[str, str]:
    """Learn how the business goes on from everything up to yesterday."""
    from rapport.analytical.forecast.operations.learning import learn_forecasts

    return {"run": str(learn_forecasts(actor=run.actor, progress=run.progress))}
