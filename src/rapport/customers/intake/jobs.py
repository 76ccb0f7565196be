"""Running imports in the background: the id in, safe to run twice."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from rapport.customers.intake.contracts import ImportProgress
from rapport.kernel.jobs.api import JobRun


def run(job: JobRun) -> Mapping[str, Any]:
    """Land what has not landed yet, reporting rows as they land."""
    from rapport.customers.intake.operations.running import run_import  # noqa: PLC0415 - loads Arrow

    def tell(progress: ImportProgress) -> None:
        job.progress.report(progress.rows, progress.expected_rows)
        job.progress.raise_if_cancelled()

    progress = run_import(UUID(job.args["import_id"]), actor=job.actor, heartbeat=tell)
    return progress.as_json()
