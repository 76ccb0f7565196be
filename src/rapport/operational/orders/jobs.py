"""Background entry points: having whole imports found."""

from uuid import UUID

from rapport.kernel.jobs.api import JobRun
from rapport.operational.orders.operations.finding import index_batch


def run_index_batch(run: JobRun) -> dict[str, int]:
    """Have every order and product an import wrote found; ids in, safe to run twice."""

    def tell(done: int) -> None:
        run.progress.report(done, None)
        run.progress.raise_if_cancelled()

    return {"indexed": index_batch(UUID(run.args["batch_id"]), actor=run.actor, tell=tell)}
