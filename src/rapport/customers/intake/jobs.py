"""Running imports in the background: the id in, safe to run twice."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from rapport.customers.intake.contracts import ImportProgress
from rapport.kernel.jobs.api import JobRun

SWEEP, DAY = "import.sweep", 86_400


def sweep(job: JobRun) -> Mapping[str, Any]:
    """Remove files and rejected rows that were kept long enough."""
    from rapport.customers.intake.operations.sweeping import sweep_imports

    swept = 0
    for count in sweep_imports(actor=job.actor):
        job.progress.raise_if_cancelled()
        swept += count
        job.progress.report(swept)
    return {"imports": swept}


def run(job: JobRun) -> Mapping[str, Any]:
    """Land what has not landed yet, reporting rows as they land."""
    from rapport.customers.intake.operations.running import run_import

    def tell(progress: ImportProgress) -> None:
        job.progress.report(progress.rows, progress.expected_rows)
        job.progress.raise_if_cancelled()

    progress = run_import(UUID(job.args["import_id"]), actor=job.actor, heartbeat=tell)
    return progress.as_json()
