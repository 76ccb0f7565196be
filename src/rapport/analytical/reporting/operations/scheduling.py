"""Scheduled reports: add, change, rest, remove, send now."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime, time
from typing import Any, get_args
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from rapport.analytical.reporting.contracts.paper import FORMS
from rapport.analytical.reporting.contracts.sending import SEND, Every, RunLine, ScheduleDraft, ScheduleLine
from rapport.analytical.reporting.models import ReportRun, ReportSchedule
from rapport.analytical.reporting.operations.owners import owner_of
from rapport.analytical.reporting.queries.addresses import read_address, write_address
from rapport.analytical.reporting.queries.allowed import list_refused
from rapport.analytical.reporting.queries.asking import check_answerable
from rapport.analytical.reporting.queries.dashboards import get_dashboard
from rapport.analytical.reporting.queries.schedules import get_schedule, line_of, run_of
from rapport.analytical.reporting.rules.calendar import find_next
from rapport.kernel.errors import Clash, Conflict, Forbidden, Missing, RapportError, Unknown, say
from rapport.kernel.identity.api import Actor, known_members
from rapport.kernel.jobs.api import enqueue
from rapport.kernel.work.api import unit_of_work

MOST, MOST_MEMBERS, MOST_OUTSIDE = 200, 100, 20
FIELDS = tuple(one.name for one in fields(ScheduleDraft))


def add_schedule(draft: ScheduleDraft, *, actor: Actor) -> ScheduleLine:
    """Have a report sent from now on, as the actor sees it.

    Raises `Forbidden`; `Unknown` for a dashboard, question or member there is not; `Clash` for what does not
    fit: an address that is not allowed, nobody to send to, both a dashboard and a question, or too many.
    """
    actor.require("create", "report")
    if actor.id is None:
        raise Forbidden("A report belongs to somebody.", code="no-owner")
    with unit_of_work(actor) as work:
        checked = _check({name: getattr(draft, name) for name in FIELDS}, actor)
        if ReportSchedule.objects.count() >= MOST:
            raise Clash("There are as many scheduled reports as there can be.", code="too-many-reports")
        row = ReportSchedule(**checked, owner_id=actor.id, owner_kind=actor.kind, created_at=work.now)
        row.next_at = next_of(row, work.now)
        row.save(force_insert=True)
    return line_of(row)


def change_schedule(schedule_id: UUID, values: Mapping[str, Any], *, actor: Actor) -> ScheduleLine:
    """Change what is sent, when and to whom, or let it rest (`active`); what is left out stays.

    It goes on being sent as its owner sees it. Raises `Missing` and what `add_schedule` raises.
    """
    with unit_of_work(actor) as work:
        row = get_schedule(schedule_id, actor=actor, verb="edit", lock=True)
        kept = {name: getattr(row, name) for name in FIELDS}
        checked = _check(kept | dict(values), actor, aimed=bool({"board", "question"} & values.keys()))
        row.active = bool(values.get("active", row.active))
        for name, value in checked.items():
            setattr(row, name, value)
        row.next_at = next_of(row, work.now) if row.active else None
        row.version += 1
        row.save(update_fields=[*checked, "active", "next_at", "version"])
    return line_of(row)


def remove_schedule(schedule_id: UUID, *, actor: Actor) -> None:
    """Send it no more, and forget what became of it; raises `Missing`, `Forbidden`."""
    with unit_of_work(actor):
        get_schedule(schedule_id, actor=actor, verb="delete", lock=True).delete()


def send_now(schedule_id: UUID, *, actor: Actor) -> RunLine:
    """Have a report sent at once, beside its hours.

    Raises `Missing`, `Forbidden`, `Conflict` while it is made already. It is made as its
    owner sees it, whoever asked.
    """
    with unit_of_work(actor) as work:
        row = get_schedule(schedule_id, actor=actor, verb="edit", lock=True)
        if ReportRun.objects.filter(schedule_id=row.id, state__in=("waiting", "writing")).exists():
            raise Conflict("It is being made already.", code="running")
        owner = owner_of(row.owner_id, row.owner_kind)
        if owner is None:
            raise Conflict("Whose report it is has left.", code="owner-left")
        return run_of(start_run(row, work.now, owner, by_hand=True))


def start_run(row: ReportSchedule, due_at: datetime, owner: Actor, *, by_hand: bool = False) -> ReportRun:
    """Note that a report is to be made and have it made, in the running transaction."""
    run = ReportRun.objects.create(schedule=row, due_at=due_at, by_hand=by_hand, state="waiting")
    enqueue(SEND, {"run_id": str(run.id)}, actor=owner, key=str(run.id))
    return run


def next_of(row: ReportSchedule, after: datetime) -> datetime:
    """Return when a report is due next (UTC)."""
    every: Every = next(one for one in get_args(Every) if one == row.every)
    return find_next(every, row.on_day, row.at, ZoneInfo(row.zone), after)


def _check(values: Mapping[str, Any], actor: Actor, *, aimed: bool = True) -> dict[str, Any]:
    """Return the columns of a sound schedule; ids that are nobody's come before all else.

    Without `aimed` what it shows stays: somebody else's own dashboard is none of who changes the hour.
    """
    found = {name: values[name] for name in FIELDS}
    found["members"] = list(dict.fromkeys(found["members"]))
    found["outside"] = list(dict.fromkeys(str(one).strip() for one in found["outside"] if str(one).strip()))
    if set(found["members"]) - known_members(found["members"]):
        raise Unknown("There is no such member.", fields={"members": say("There is no such member.")})
    if aimed:
        found |= _check_target(str(found["board"] or ""), str(found["question"] or ""), actor)
    wrong = _check_plain(found) | _check_when(found) | _check_who(found)
    if wrong:
        raise Clash("The report cannot be sent so.", fields=wrong)
    return found


def _check_target(board: str, address: str, actor: Actor) -> dict[str, str]:
    if bool(board) == bool(address):
        raise Clash(
            "The report cannot be sent so.", fields={"board": say("A dashboard or a question, one of both.")}
        )
    if board:
        try:
            return {"board": get_dashboard(board, actor=actor).name, "question": ""}
        except Missing as refusal:
            raise Unknown(refusal.text, fields={"board": refusal.text}) from refusal
    question = read_address(address)
    try:
        check_answerable(question, actor)
    except Forbidden:
        raise
    except RapportError as refusal:
        raise Unknown(refusal.text, fields=refusal.reasons or {"question": refusal.text}) from refusal
    return {"board": "", "question": write_address(question)}


def _check_plain(found: dict[str, Any]) -> dict[str, str]:
    wrong: dict[str, str] = {}
    for name, most in (("name", 80), ("note", 500)):
        found[name] = str(found[name] or "").replace("\0", "").strip()
        if len(found[name]) > most:
            wrong[name] = say("At most %(most)s characters.", most=most)
    if not found["name"]:
        wrong["name"] = say("Give it a name.")
    if found["form"] not in FORMS:
        wrong["form"] = say("A PDF, PNG, Excel or CSV file.")
    return wrong


def _check_when(found: dict[str, Any]) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if found["every"] not in get_args(Every):
        wrong["every"] = say("Every day, week or month.")
    most = {"week": 7, "month": 31}.get(str(found["every"]), 31)
    if not 1 <= int(found["on_day"]) <= most:
        wrong["on_day"] = say("1 to %(most)s.", most=most)
    if not isinstance(found["at"], time):
        wrong["at"] = say("An hour such as 08:00.")
    if not _is_zone(str(found["zone"])):
        wrong["zone"] = say("There is no such time zone.")
    return wrong


def _check_who(found: dict[str, Any]) -> dict[str, str]:
    if not found["members"] and not found["outside"]:
        return {"members": say("Say who gets it.")}
    if len(found["members"]) > MOST_MEMBERS:
        return {"members": say("At most %(most)s.", most=MOST_MEMBERS)}
    if len(found["outside"]) > MOST_OUTSIDE:
        return {"outside": say("At most %(most)s.", most=MOST_OUTSIDE)}
    for one in found["outside"]:
        try:
            validate_email(one)
        except ValidationError:
            return {"outside": say("“%(address)s” is no e-mail address.", address=one[:80])}
    if refused := list_refused(tuple(found["outside"])):
        reason = "“%(address)s” is not among the addresses reports may go to; the settings name them."
        return {"outside": say(reason, address=refused[0][:80])}
    return {}


def _is_zone(name: str) -> bool:
    try:
        return bool(ZoneInfo(name))
    except (ValueError, OSError, LookupError):  # not known, or no name at all
        return False
