"""Reads of runs: a run is seen by whoever started it, and by those who may look at everybody's work."""

from uuid import UUID

from django.utils.translation import gettext as _

from rapport.kernel.bulk.contracts import Refused, RunLine
from rapport.kernel.bulk.models import BulkRun
from rapport.kernel.bulk.registry import get_action
from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import Actor


def get_own_run(run_id: UUID, actor: Actor, *, lock: bool = False) -> BulkRun:
    """Return a run the actor started, or any for whoever may see all work; raises `Missing`."""
    rows = BulkRun.objects.select_for_update() if lock else BulkRun.objects.all()
    run = rows.filter(id=run_id).first()
    if run is None or (run.created_by_id != actor.id and not actor.may("edit", "job")):
        raise Missing(_("There is no such work."))
    return run


def get_run(run_id: UUID, *, actor: Actor) -> RunLine:
    """Return a run as people watch it. Needs a tenant; raises `Missing`."""
    return line_of(get_own_run(run_id, actor), actor)


def line_of(run: BulkRun, actor: Actor) -> RunLine:
    """Return what people may know of a run."""
    action = get_action(run.kind, run.action)
    ended = run.state in (BulkRun.State.DONE, BulkRun.State.CANCELLED)
    return RunLine(
        id=run.id,
        kind=run.kind,
        action=run.action,
        title=action.title(),
        state=run.state,
        total=run.total,
        done=run.done,
        refused=run.refused,
        refusals=tuple(Refused(UUID(one), reason) for one, reason in run.refusals),
        job_id=run.job_id,
        values=run.values,
        can_undo=ended and action.undo is not None and run.done > 0,
        created_at=run.created_at,
    )
