"""Background work of the room."""

from rapport.bigdata.realtime.operations.keeping import forget_old
from rapport.kernel.jobs.api import JobRun
from rapport.kernel.tenancy.api import as_tenant

SWEEP = "realtime.sweep"
HOUR = 3_600


def run_sweep(run: JobRun) -> dict[str, int]:
    """Forget what is no longer live."""
    with as_tenant(run.actor.tenant_id):
        return {"forgotten": forget_old()}
