"""Background entry points: having whole imports found."""

from uuid import UUID

from rapport.customers.party.operations.finding import index_batch
from rapport.kernel.jobs.api import JobRun


def run_index_batch(run: JobRun) -> dict[str, int]:
    """Have every party an import wrote found; ids in, safe to run twice."""

    def tell(done: int) -> None:
        run.progress.report(done, None)
        run.progress.raise_if_cancelled()

    return {"indexed": index_batch(UUID(run.args["batch_id"]), actor=run.actor, tell=tell)}
