"""Background entry points: searching, merging many, parting many."""

from collections.abc import Callable
from uuid import UUID

from rapport.customers.likeness.operations.deciding import merge_likely, part_batch
from rapport.kernel.jobs.api import JobRun

SEARCH, MERGE, PART = "likeness.search", "likeness.merge", "likeness.part"
DAY = 86_400
REST = 300
"""Seconds a worker lets pass first: who has just started the house wants to do something else."""


def run_search(run: JobRun) -> dict[str, int]:
    """Search where a customer was changed since the last search, or somebody asked for it."""
    from rapport.customers.likeness.operations.searching import is_due, search_pairs

    if not run.args.get("asked") and not is_due(actor=run.actor):
        return {"pairs": 0}
    return {"pairs": search_pairs(actor=run.actor, tell=_tell(run)).pairs}


def run_merge(run: JobRun) -> dict[str, int]:
    """Merge every open pair from a probability on, one batch under the job's id; again: what is left."""
    return merge_likely(float(run.args["least"]), actor=run.actor, batch_id=run.job_id, tell=_tell(run))


def run_part(run: JobRun) -> dict[str, int]:
    """Part again what was merged at once."""
    return part_batch(UUID(run.args["batch"]), actor=run.actor, tell=_tell(run))


def _tell(run: JobRun) -> Callable[[int, int], None]:
    def tell(done: int, total: int) -> None:
        run.progress.report(done, total)
        run.progress.raise_if_cancelled()

    return tell
