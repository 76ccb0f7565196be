"""Background work of the room."""

from rapport.customers.visitors.operations.profiles import forget_unknown
from rapport.kernel.jobs.api import JobRun
from rapport.kernel.tenancy.api import as_tenant

SWEEP = "visitors.sweep"
DAY = 86_400


def run_sweep(run: JobRun) -> dict[str, int]:
    """Forget visitors who never said who they are."""
    with as_tenant(run.actor.tenant_id):
        return {"forgotten": forget_unknown()}
