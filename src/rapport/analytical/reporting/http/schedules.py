"""Pages of scheduled reports: the list, one with its runs, the form."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rapport.analytical.reporting.contracts.sending import ScheduleDraft, ScheduleLine
from rapport.analytical.reporting.http.schedule_forms import BOARD, QUESTION, ScheduleForm
from rapport.analytical.reporting.models import ReportRun, ReportSchedule
from rapport.analytical.reporting.operations import scheduling
from rapport.analytical.reporting.queries import schedules as reads
from rapport.analytical.reporting.queries.schedule_words import TONES, say_run, say_target, say_when
from rapport.kernel.errors import RapportError
from rapport.kernel.identity.api import Actor, actor_of, list_member_names
from rapport.ui.api import (
    Action,
    Badge,
    Column,
    Crumb,
    DateTime,
    Empty,
    Link,
    Muted,
    ShortList,
    Toast,
    get_viewer,
    go_to,
    put_errors,
    show_short,
)

SHOWN = 30
LABELS = dict(ReportRun.State.choices)


@require_GET
def show_schedules(request: HttpRequest) -> HttpResponse:
    """One's own scheduled reports; everybody's for who looks after all."""
    actor, viewer = actor_of(request), get_viewer()
    rows = [reads.line_of(row) for row in reads.list_schedules(actor).order_by("name", "id")]
    owners = list_member_names({one.owner_id for one in rows})
    newest = _newest_runs(rows)
    columns: list[Column[ScheduleLine]] = [
        Link("name", _("Name"), href=lambda one: f"/reports/{one.id}", grow=True, phone="title"),
        Muted("what", _("What is sent"), value=say_target, phone="under", width=14),
        Muted("when", _("When"), value=lambda one: say_when(one, viewer), width=16),
        Muted("form", _("As"), value=lambda one: str(ReportSchedule.Form(one.form).label)),
        DateTime("next", _("Next time"), value=lambda one: one.next_at),
        Badge(
            "last",
            _("Last time"),
            value=lambda one: newest.get(one.id, ""),
            tones=TONES,
            labels=LABELS,
            phone="corner",
        ),
    ]
    if len(owners) > 1:
        columns.append(Muted("owner", _("Of"), value=lambda one: owners.get(one.owner_id, "")))
    listing = ShortList(
        name="schedules",
        title=_("Scheduled reports"),
        columns=columns,
        rows=rows,
        actions=[Action(_("New scheduled report"), "/reports/new", icon="plus", main=True, key="n")]
        if actor.may("create", "report")
        else [],
        empty=Empty(
            _("No report is sent by itself yet"),
            _("Have a dashboard or a question come by letter, every day, week or month."),
            icon="mail",
        ),
    )
    return show_short(request, listing)


def _newest_runs(rows: list[ScheduleLine]) -> dict[UUID, str]:
    since = timezone.now() - timedelta(days=400)
    runs = ReportRun.objects.filter(schedule_id__in=[one.id for one in rows], due_at__gte=since)
    newest = runs.order_by("schedule_id", "-due_at", "-id").distinct("schedule_id")
    return dict(newest.values_list("schedule_id", "state"))


def add_schedule(request: HttpRequest) -> HttpResponse:
    """Have a report sent; `board` or the question of the address says which."""
    asked = request.GET.copy()
    board = asked.pop("board", [""])[0]
    wish = f"{BOARD}{board}" if board else f"{QUESTION}{asked.urlencode(safe=',:|')}" if "of" in asked else ""
    return _edit(request, None, wish)


def edit_schedule(request: HttpRequest, schedule_id: UUID) -> HttpResponse:
    """Change what is sent, when and to whom."""
    row = reads.get_schedule(schedule_id, actor=actor_of(request), verb="edit")
    return _edit(request, reads.line_of(row), "")


def _edit(request: HttpRequest, line: ScheduleLine | None, wish: str) -> HttpResponse:
    actor = actor_of(request)
    form = ScheduleForm(request.POST if request.method == "POST" else None, actor=actor, line=line, wish=wish)
    if form.is_bound and form.is_valid():
        try:
            kept = _keep(form, line, actor)
        except RapportError as error:
            put_errors(form, error)
        else:
            return go_to(request, f"/reports/{kept.id}", Toast(_("Saved")))
    crumbs = [Crumb(_("Scheduled reports"), reverse("report_schedules"))]
    title = _("Edit") if line else _("New scheduled report")
    context = {
        "title": title,
        "crumbs": [*crumbs, *([Crumb(line.name, f"/reports/{line.id}")] if line else []), Crumb(title)],
        "form": form,
        "cancel": f"/reports/{line.id}" if line else reverse("report_schedules"),
    }
    return render(request, "reporting/schedule_form.html", context, status=422 if form.is_bound else 200)


def _keep(form: ScheduleForm, line: ScheduleLine | None, actor: Actor) -> ScheduleLine:
    if line:
        return scheduling.change_schedule(line.id, form.values(), actor=actor)
    zone = timezone.get_current_timezone_name()
    locale = translation.get_language() or "en"
    return scheduling.add_schedule(ScheduleDraft(**form.values(), zone=zone, locale=locale), actor=actor)


@require_GET
def show_schedule(request: HttpRequest, schedule_id: UUID) -> HttpResponse:
    """One scheduled report: to whom it goes, when, and what became of it."""
    actor, viewer = actor_of(request), get_viewer()
    line = reads.line_of(reads.get_schedule(schedule_id, actor=actor))
    names = list_member_names({*line.members, line.owner_id})
    rows = reads.list_runs(line.id, actor=actor).order_by("-due_at", "-id")[:SHOWN]
    runs = [reads.run_of(row) for row in rows]
    may_edit = actor.may("edit", "report")
    context = {
        "title": line.name,
        "crumbs": [Crumb(_("Scheduled reports"), reverse("report_schedules")), Crumb(line.name)],
        "here": f"/reports/{line.id}",
        "line": line,
        "target": say_target(line),
        "leads": f"/dashboards/{line.board}" if line.board else f"/ask?{line.question}",
        "when": say_when(line, viewer),
        "form_label": ReportSchedule.Form(line.form).label,
        "owner": names.get(line.owner_id, ""),
        "receivers": [*(names[one] for one in line.members if one in names), *line.outside],
        "runs": [(run, LABELS[run.state], TONES[run.state], say_run(run, viewer)) for run in runs],
        "may_edit": may_edit,
        "may_remove": actor.may("delete", "report"),
        "running": any(run.state in ("waiting", "writing") for run in runs),
    }
    return render(request, "reporting/schedule.html", context)


@require_POST
def send_schedule(request: HttpRequest, schedule_id: UUID) -> HttpResponse:
    """Send it now."""
    scheduling.send_now(schedule_id, actor=actor_of(request))
    return go_to(request, f"/reports/{schedule_id}", Toast(_("It is being made and sent.")))


@require_POST
def switch_schedule(request: HttpRequest, schedule_id: UUID) -> HttpResponse:
    """Let it rest, or go on."""
    active = request.POST.get("active") == "1"
    scheduling.change_schedule(schedule_id, {"active": active}, actor=actor_of(request))
    return go_to(
        request, f"/reports/{schedule_id}", Toast(_("It is sent again.") if active else _("It rests."))
    )


@require_POST
def remove_schedule(request: HttpRequest, schedule_id: UUID) -> HttpResponse:
    """Send it no more."""
    scheduling.remove_schedule(schedule_id, actor=actor_of(request))
    return go_to(request, reverse("report_schedules"), Toast(_("The scheduled report is gone.")))
