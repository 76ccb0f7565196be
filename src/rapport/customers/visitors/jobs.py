"""Background work of the room."""

from datetime import datetime

from rapport.customers.visitors.operations.profiles import forget_unknown
from rapport.kernel.identity.api import Actor
from rapport.kernel.jobs.api import JobRun
from rapport.kernel.tenancy.api import as_tenant

SWEEP = "visitors.sweep"
DAY = 86_400


def run_sweep(run: JobRun) -> dict[str, int]:
    """Forget visitors who never said who they are."""
    with as_tenant(run.actor.tenant_id):
        return {"forgotten": forget_unknown()}


def count_visits(before: datetime, *, everybody: bool) -> int:
    """Return how much of what visitors did is from before the month of a moment (UTC)."""
    from rapport.customers.visitors.operations import letting_go

    return letting_go.count_visits(before, everybody=everybody)


def let_go_visits(before: datetime, actor: Actor, *, everybody: bool) -> int:
    """Let go of what visitors did before the month of a moment (UTC); returns how much."""
    from rapport.customers.visitors.operations import letting_go

    return letting_go.let_go_visits(before, everybody=everybody, actor=actor)
