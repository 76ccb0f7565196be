"""Background entry points: a run's id in, safe to run twice."""

from uuid import UUID

from rapport.kernel.bulk.operations import do_run, undo_parts
from rapport.kernel.jobs.api import JobRun


def run(job: JobRun) -> dict[str, int]:
    """Do a run."""
    return do_run(UUID(job.args["run_id"]), actor=job.actor, progress=job.progress)


def undo(job: JobRun) -> dict[str, int]:
    """Take a run back."""
    return undo_parts(UUID(job.args["run_id"]), actor=job.actor, progress=job.progress)
