"""/reports/schedules: reports that are sent by themselves."""

from datetime import time
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Router, Status

from rapport.analytical.reporting.contracts.sending import ScheduleDraft, ScheduleLine
from rapport.analytical.reporting.http.schedule_bodies import RunOut, ScheduleChange, ScheduleIn, ScheduleOut
from rapport.analytical.reporting.models import ReportSchedule
from rapport.analytical.reporting.operations import scheduling
from rapport.analytical.reporting.queries import schedules as reads
from rapport.kernel.rest.api import (
    ApiRequest,
    CursorText,
    Limit,
    Page,
    answer_new,
    answer_one,
    answer_page,
    asks,
    require_unchanged,
)

router = Router()
_ONE = "/{uuid:schedule_id}"


@router.get(
    "", response=Page[ScheduleOut], operation_id="list_report_schedules", summary="List scheduled reports"
)
def list_page(request: ApiRequest, cursor: CursorText | None = None, limit: Limit = 50) -> Page[ScheduleOut]:
    """List your scheduled reports, newest first; everybody's with the right to edit all."""
    rows = reads.list_schedules(request.actor)
    return answer_page(Page[ScheduleOut], rows, _read, cursor=cursor, limit=limit)


@router.post(
    "",
    response={201: ScheduleOut},
    operation_id="add_report_schedule",
    summary="Schedule a report",
    openapi_extra=asks("create:report", "view:report"),
)
def add(request: ApiRequest, body: ScheduleIn, response: HttpResponse) -> Status[ScheduleOut]:
    """Have a dashboard or a question sent by letter at a local hour, as you see it.

    404 for a dashboard, question or member there is not; 409 for an address the settings do not allow, for
    nobody to send to, or for both a dashboard and a question.
    """
    line = scheduling.add_schedule(ScheduleDraft(**_values(body.model_dump())), actor=request.actor)
    return answer_new(_shape(line), response, f"/api/v1/reports/schedules/{line.id}")


@router.get(_ONE, response=ScheduleOut, operation_id="get_report_schedule", summary="Read a scheduled report")
def get_one(request: ApiRequest, schedule_id: UUID, response: HttpResponse) -> ScheduleOut:
    """Read a scheduled report."""
    return answer_one(_read(reads.get_schedule(schedule_id, actor=request.actor)), response)


@router.patch(
    _ONE,
    response=ScheduleOut,
    operation_id="change_report_schedule",
    summary="Change a scheduled report",
    openapi_extra=asks("edit:report", "view:report"),
)
def change(
    request: ApiRequest, schedule_id: UUID, body: ScheduleChange, response: HttpResponse
) -> ScheduleOut:
    """Change what is sent, when and to whom, or let it rest; with If-Match (412)."""
    before = reads.get_schedule(schedule_id, actor=request.actor, verb="edit", lock=True)
    require_unchanged(request, _read(before))
    values = _values(body.model_dump(exclude_unset=True))
    line = scheduling.change_schedule(schedule_id, values, actor=request.actor)
    return answer_one(_shape(line), response)


@router.delete(
    _ONE,
    response={204: None},
    operation_id="remove_report_schedule",
    summary="Remove a scheduled report",
    openapi_extra=asks("delete:report", "view:report"),
)
def remove(request: ApiRequest, schedule_id: UUID) -> Status[None]:
    """Send it no more, and forget what became of it; with If-Match (412)."""
    before = reads.get_schedule(schedule_id, actor=request.actor, verb="delete", lock=True)
    require_unchanged(request, _read(before))
    scheduling.remove_schedule(schedule_id, actor=request.actor)
    return Status(204, None)


@router.post(
    f"{_ONE}/send",
    response={202: RunOut},
    operation_id="send_report_now",
    summary="Send a report now",
    openapi_extra=asks("edit:report", "view:report"),
)
def send(request: ApiRequest, schedule_id: UUID) -> Status[RunOut]:
    """Have a report made and sent at once, beside its hours; 409 while it is being made."""
    return Status(202, RunOut.model_validate(scheduling.send_now(schedule_id, actor=request.actor)))


@router.get(
    f"{_ONE}/runs",
    response=Page[RunOut],
    operation_id="list_report_runs",
    summary="List when a report was sent",
)
def list_runs(
    request: ApiRequest, schedule_id: UUID, cursor: CursorText | None = None, limit: Limit = 50
) -> Page[RunOut]:
    """List each time a report was made, newest first, and what became of it."""
    return answer_page(
        Page[RunOut],
        reads.list_runs(schedule_id, actor=request.actor),
        lambda row: RunOut.model_validate(reads.run_of(row)),
        cursor=cursor,
        limit=limit,
        by="due_at",
    )


def _values(sent: dict[str, Any]) -> dict[str, Any]:
    """Return what was sent as the operation takes it."""
    found = dict(sent)
    if "at" in found:
        found["at"] = time.fromisoformat(found["at"])
    for name in ("members", "outside"):
        if name in found:
            found[name] = tuple(found[name])
    return found


def _shape(line: ScheduleLine) -> ScheduleOut:
    values = {name: getattr(line, name) for name in ScheduleOut.model_fields if name != "at"}
    return ScheduleOut(**values, at=line.at.strftime("%H:%M"))


def _read(row: ReportSchedule) -> ScheduleOut:
    return _shape(reads.line_of(row))
