"""Background work as people watch it: live while anything runs."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from rapport.bigdata.stream.api.parked import list_groups, send_again
from rapport.kernel.identity.api import actor_of, list_member_names
from rapport.kernel.jobs.api import JobSummary, cancel_job, list_recent_jobs
from rapport.ui.api import Progress, Toast, flash

SHOWN = 50
TONES = {"done": "good", "failed": "bad", "cancelled": "plain"}


@dataclass(frozen=True, slots=True)
class Line:
    """A job that is over, as the table shows it."""

    job: JobSummary
    who: str
    state: str
    tone: str
    outcome: str


@require_GET
def show_all(request: HttpRequest) -> HttpResponse:
    """The page: what runs or waits above, what is over below."""
    values = {"title": _("Background work"), "lead": _("Imports, exports and recounts go on while you work.")}
    return render(request, "background/page.html", {**values, **_describe(request)})


@require_GET
def show_part(request: HttpRequest) -> HttpResponse:
    """The living part of the page, which asks for itself again."""
    return render(request, "background/part.html", _describe(request))


@require_POST
def cancel(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """End a job at its next safe point, and show it so."""
    job = cancel_job(job_id, actor=actor_of(request))
    return render(request, "background/one.html", {"progress": _progress(job)})


@require_POST
def send_parked_again(request: HttpRequest) -> HttpResponse:
    """Have facts that were put aside tried again: those of a consumer and a name, or all."""
    wanted = (request.POST.get("consumer", ""), request.POST.get("fact", ""))
    count = send_again(*wanted, actor=actor_of(request))
    flash(request, Toast(ngettext("%d fact is tried again.", "%d facts are tried again.", count) % count))
    return redirect("background")


def _describe(request: HttpRequest) -> dict[str, Any]:
    jobs = list_recent_jobs(actor_of(request), limit=SHOWN)
    names = list_member_names({job.created_by_id for job in jobs if job.created_by_id})
    now = timezone.now()
    active = [_progress(job) for job in jobs if job.active and not job.planned(now)]
    planned = [job for job in jobs if job.planned(now)]
    return {
        "active": active,
        "planned": sorted(planned, key=lambda job: job.due_at),
        "over": [_line(job, names) for job in jobs if not job.active],
        "parked": list_groups(actor_of(request)),
        "may_send": actor_of(request).may("edit", "job"),
        "pause": _pause(request, busy=bool(active)),
    }


def _pause(request: HttpRequest, *, busy: bool) -> str:
    """How soon the part asks again by itself: seldom where the page hears of every change."""
    if request.META.get("rapport.live"):
        return "15s" if busy else "60s"
    return "1s" if busy else "5s"


def _progress(job: JobSummary) -> Progress:
    asked = job.cancel_requested_at is not None
    return Progress(
        job.title,
        share=None if job.percent is None else job.percent / 100,
        note=_("Stopping at the next safe point …") if asked and job.active else _note(job),
        tone="bad" if job.state == "failed" else "accent",
        done=not job.active,
        cancel="" if asked else f"/background/{job.id}/cancel",
    )


def _note(job: JobSummary) -> str:
    """Say in a few words how far it is and how fast."""
    if job.state == "queued":
        return job.error or _("waits for its turn")
    parts = [job.message] if job.message else []
    if job.total:
        counts = {"done": number_format(job.done), "total": number_format(job.total)}
        parts.append(_("%(done)s of %(total)s") % counts)
    if job.rate:
        parts.append(_("%(rate)s a second") % {"rate": number_format(round(job.rate))})
    return " · ".join(parts)


def _line(job: JobSummary, names: dict[UUID, str]) -> Line:
    states = {"done": _("done"), "failed": _("failed"), "cancelled": _("stopped")}
    return Line(
        job,
        names.get(job.created_by_id, "?") if job.created_by_id else _("Rapport itself"),
        states.get(job.state, job.state),
        TONES.get(job.state, "plain"),
        job.error or (ngettext("%d thing done", "%d things done", job.done) % job.done if job.done else ""),
    )
