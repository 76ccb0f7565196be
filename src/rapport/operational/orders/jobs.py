"""Background entry points: having whole imports found, costing lines when what goods cost became known."""

from uuid import UUID

from rapport.kernel.jobs.api import JobRun
from rapport.operational.orders.operations.costing import cost_again
from rapport.operational.orders.operations.finding import index_batch

COST_LINES = "orders.cost_lines"
DAY = 86_400


def run_index_batch(run: JobRun) -> dict[str, int]:
    """Have every order and product an import wrote found; ids in, safe to run twice."""

    def tell(done: int) -> None:
        run.progress.report(done, None)
        run.progress.raise_if_cancelled()

    return {"indexed": index_batch(UUID(run.args["batch_id"]), actor=run.actor, tell=tell)}


def run_cost_lines(run: JobRun) -> dict[str, int]:
    """Cost the lines of the products named by id, once a day of all; safe to run twice."""
    named = run.args.get("product_ids")
    return {"customers": cost_again(None if named is None else [UUID(one) for one in named], actor=run.actor)}
