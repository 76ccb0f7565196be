"""Background entry points: the step, and once a minute whoever comes in by the day."""

from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone

from rapport.kernel.identity.api import Actor
from rapport.kernel.jobs.api import JobRun
from rapport.kernel.settings.api import get_setting
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.journeys.operations.rehearsals import REHEARSE
from rapport.operational.journeys.operations.waking import STEP, wake_at
from rapport.ui.api import in_zone

__all__ = ["MINUTE", "REHEARSE", "ROUND", "STEP", "run_rehearsal", "run_round", "run_step"]

ROUND = "journeys.round"
MINUTE = 60


def run_step(run: JobRun) -> dict[str, int]:
    """Move everybody on who is due, and come again when the next one is."""
    from rapport.operational.journeys.operations.stepping import step_everybody

    steps = step_everybody(actor=run.actor, safe=run.progress.raise_if_cancelled)
    _come_again(run.actor)
    return {"steps": steps}


def run_round(run: JobRun) -> dict[str, int]:
    """Have those come in whom journeys look for each day, then move on who is due."""
    from rapport.operational.journeys.operations.entering import enter_daily
    from rapport.operational.journeys.operations.stepping import step_everybody

    now = timezone.now()
    with as_tenant(run.tenant_id):
        here = in_zone(now, ZoneInfo(get_setting("business.zone")))
    came = enter_daily(here.date(), f"{here:%H:%M}", actor=run.actor)
    return {"came": came, "steps": step_everybody(actor=run.actor, safe=run.progress.raise_if_cancelled)}


def run_rehearsal(run: JobRun) -> dict[str, int]:
    """Walk a dry run over the past."""
    from rapport.operational.journeys.operations import rehearsing

    asked = UUID(str(run.args["rehearsal_id"]))
    return {"came": rehearsing.run_rehearsal(asked, actor=run.actor)}


def _come_again(actor: Actor) -> None:
    from rapport.operational.journeys.operations.stepping import find_next_due

    with as_tenant(actor.tenant_id):
        due = find_next_due()
    if due is not None and due > timezone.now():
        wake_at(due, actor)
