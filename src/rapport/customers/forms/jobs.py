"""Background entry points of the room."""

from datetime import datetime, timedelta
from typing import Any

from rapport.customers.forms.models import CaptureForm, FormEntry
from rapport.customers.forms.operations.landing import land_waiting
from rapport.customers.forms.operations.taking import TAKE
from rapport.kernel.jobs.api import JobRun
from rapport.kernel.notices.api import NoticeDraft, tell
from rapport.kernel.work.api import unit_of_work

SWEEP = "forms.sweep"
NEWS = "form.entries"
DAY = 86_400
UNCONFIRMED_FOR = timedelta(days=30)
TOLD_AT_MOST = timedelta(minutes=10)
"""So often at most an owner is told of about one form, however many entries come."""

__all__ = ["DAY", "NEWS", "SWEEP", "TAKE", "run_sweep", "run_take"]


def run_take(run: JobRun) -> dict[str, Any]:
    """Take in whatever waits, batch by batch. Safe to repeat: an entry is taken in once."""
    done = 0
    while True:
        run.progress.raise_if_cancelled()
        found = land_waiting(actor=run.actor)
        if not found:
            return {"taken": done}
        done += sum(found.values())
        run.progress.report(done)
        with unit_of_work(run.actor) as work:
            for form in CaptureForm.objects.filter(id__in=found, tell=True).select_for_update():
                if form.told_at is None or form.told_at <= work.now - TOLD_AT_MOST:
                    _tell_owner(form, work.now)
                    CaptureForm.objects.filter(id=form.id).update(told_at=work.now)


def run_sweep(run: JobRun) -> dict[str, Any]:
    """Throw away what nobody confirmed within thirty days."""
    with unit_of_work(run.actor) as work:
        old = FormEntry.objects.filter(state="unconfirmed", received_at__lt=work.now - UNCONFIRMED_FOR)
        return {"removed": old.delete()[0]}


def _tell_owner(form: CaptureForm, now: datetime) -> None:
    """Tell the owner of a form how many came since they were last told."""
    fresh = FormEntry.objects.filter(form=form, state="taken")
    if form.told_at is not None:
        fresh = fresh.filter(taken_at__gt=form.told_at)
    count = fresh.count()
    if form.owner_id and count:
        key, values = f"{form.id}:{now:%Y%m%dT%H%M%S}", {"count": count}
        news = NoticeDraft(kind=NEWS, member_id=form.owner_id, subject_id=form.id, key=key, values=values)
        tell([news], now=now)
