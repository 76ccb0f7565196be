"""Background entry points: applying the reports that were kept."""

from uuid import UUID

from rapport.kernel.jobs.api import JobRun
from rapport.operational.shops.operations import apply_delivery


def run_apply(run: JobRun) -> dict[str, str]:
    """Apply one report."""
    return {"status": apply_delivery(run.tenant_id, UUID(run.args["delivery_id"]))}
