"""Reads of scheduled reports and of what became of them."""

from typing import cast
from uuid import UUID

from django.db.models import QuerySet

from rapport.analytical.reporting.contracts.paper import Form
from rapport.analytical.reporting.contracts.sending import Every, RunLine, RunState, ScheduleLine
from rapport.analytical.reporting.models import ReportRun, ReportSchedule
from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import Actor, Scope
from rapport.kernel.rows import get_row


def list_schedules(actor: Actor) -> QuerySet[ReportSchedule]:
    """Return one's own scheduled reports; everybody's for who may edit all. Raises `Forbidden`."""
    actor.require("view", "report")
    rows = ReportSchedule.objects.all()
    if actor.scope("edit", "report") is Scope.ALL:
        return rows
    return rows.filter(owner_id=actor.id) if actor.id else rows.none()


def get_schedule(
    schedule_id: UUID, *, actor: Actor, verb: str = "view", lock: bool = False
) -> ReportSchedule:
    """Return a scheduled report, locked where asked; raises `Missing`, `Forbidden`."""
    actor.require(verb, "report")
    rows = list_schedules(actor).filter(id=schedule_id)
    return get_row(rows, Missing("There is no such scheduled report."), lock=lock)


def list_runs(schedule_id: UUID, *, actor: Actor) -> QuerySet[ReportRun]:
    """Return each time a report was made; raises `Missing`, `Forbidden`."""
    get_schedule(schedule_id, actor=actor)
    return ReportRun.objects.filter(schedule_id=schedule_id)


def line_of(row: ReportSchedule) -> ScheduleLine:
    """Return a scheduled report as it stands."""
    return ScheduleLine(
        id=row.id,
        name=row.name,
        board=row.board,
        question=row.question,
        form=cast("Form", row.form),
        every=cast("Every", row.every),
        on_day=row.on_day,
        at=row.at,
        zone=row.zone,
        locale=row.locale,
        note=row.note,
        members=tuple(row.members),
        outside=tuple(row.outside),
        owner_id=row.owner_id,
        active=row.active,
        next_at=row.next_at,
        version=row.version,
        created_at=row.created_at,
    )


def run_of(row: ReportRun) -> RunLine:
    """Return one time a report was made."""
    return RunLine(
        id=row.id,
        schedule_id=row.schedule_id,
        due_at=row.due_at,
        by_hand=row.by_hand,
        state=cast("RunState", row.state),
        reason=row.reason,
        letters=len(row.letters),
        undelivered=row.undelivered,
        size=row.size,
        ended_at=row.ended_at,
    )
