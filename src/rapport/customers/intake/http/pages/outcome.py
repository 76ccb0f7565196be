"""An import that runs or has ended: progress, report, rejected rows, undo, preset."""

import io
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.customers.intake import queries
from rapport.customers.intake.contracts import ImportProgress
from rapport.customers.intake.contracts.registry import get_kind
from rapport.customers.intake.formats.writers import write_csv
from rapport.customers.intake.http.labels import COUNT_LABELS, KIND_LABELS, STATUS_LABELS
from rapport.customers.intake.http.pages.draft import show_draft
from rapport.customers.intake.models import Import
from rapport.customers.intake.operations.presets import save_preset
from rapport.customers.intake.operations.sweeping import keep_days
from rapport.customers.intake.operations.taking import cancel_import
from rapport.customers.intake.operations.undoing import undo_import
from rapport.kernel.errors import RapportError
from rapport.kernel.identity.api import actor_of
from rapport.kernel.tenancy.api import as_tenant
from rapport.ui.api import Crumb, Progress, Stat, Toast, get_viewer, go_to

SHOWN_REJECTS = 50
WORKING = {Import.Status.QUEUED, Import.Status.RUNNING}


def show_import(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """The page of one import, by how far it is."""
    actor = actor_of(request)
    run = queries.get_seen_import(import_id, actor=actor)
    if run.status == Import.Status.DRAFT and actor.may("create", "import"):
        return show_draft(request, run)
    progress = queries.progress_of(run)
    labels = {one.name: str(one.label) for one in queries.list_targets(get_kind(run.kind), actor)}
    rejects = [
        {**one, "field": labels.get(one["field"], one["field"])}
        for one in queries.list_rejects(import_id, limit=SHOWN_REJECTS)
    ]
    context = {
        "title": run.file_name,
        "lead": f"{KIND_LABELS.get(run.kind, run.kind)} · {STATUS_LABELS[run.status]}",
        "crumbs": [Crumb(_("Imports"), "/imports"), Crumb(run.file_name)],
        "run": run,
        "progress": _progress(run, progress) if run.status in WORKING else None,
        "stats": _stats(progress),
        "rejects": rejects,
        "more_rejects": max(0, progress.rejected - len(rejects)),
        "kept_days": 0 if run.file_path else keep_days(),
        "may_change": actor.may("create", "import"),
        "may_undo": run.status in {Import.Status.DONE, Import.Status.CANCELLED, Import.Status.FAILED},
    }
    return render(request, "intake/report.html", context)


def show_progress(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """The progress bar, which asks again each second; at the end the page is loaded anew."""
    run = queries.get_seen_import(import_id, actor=actor_of(request))
    if run.status not in WORKING:
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    context = {"progress": _progress(run, queries.progress_of(run))}
    return render(request, "ui/parts/progress.html", context)


def _progress(run: Import, progress: ImportProgress) -> Progress:
    viewer = get_viewer()
    note = _("%(rows)s rows · %(rejected)s rejected · %(rate)s rows a second") % {
        "rows": viewer.number(progress.rows, 0),
        "rejected": viewer.number(progress.rejected, 0),
        "rate": viewer.number(progress.rate, 0),
    }
    share = min(0.99, progress.rows / progress.expected_rows) if progress.expected_rows else None
    return Progress(
        label=_("Importing"),
        share=share,
        note=note,
        poll=f"/imports/{run.id}/progress",
        cancel=f"/imports/{run.id}/cancel",
    )


def _stats(progress: ImportProgress) -> list[Stat]:
    viewer = get_viewer()
    stats = [
        Stat(_("Rows"), viewer.number(progress.rows, 0), icon="list"),
        Stat(_("Accepted"), viewer.number(progress.accepted, 0), icon="circle-check"),
        Stat(_("Rejected"), viewer.number(progress.rejected, 0), icon="circle-x"),
    ]
    stats += [
        Stat(COUNT_LABELS.get(name, name), viewer.number(count, 0))
        for name, count in progress.counts.items()
        if name in COUNT_LABELS
    ]
    took = _("%(seconds)s s") % {"seconds": viewer.number(progress.seconds, 1)}
    return [*stats, Stat(_("Time"), took, icon="timer")]


def download_rejects(request: HttpRequest, import_id: UUID) -> StreamingHttpResponse:
    """Every rejected row with its number, field, reason and text, as CSV with safe cells."""
    actor = actor_of(request)
    run = queries.get_seen_import(import_id, actor=actor)

    def pieces() -> Iterator[bytes]:
        with as_tenant(actor.tenant_id):
            yield from _csv_pieces(import_id)

    answer = StreamingHttpResponse(pieces(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="rejected-{run.id}.csv"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _csv_pieces(import_id: UUID) -> Iterator[bytes]:
    head = io.BytesIO()
    write_csv([], queries.REJECT_COLUMNS, head)
    yield head.getvalue()
    for one in queries.stream_rejects(import_id):
        line = io.BytesIO()
        write_csv([one], queries.REJECT_COLUMNS, line)
        yield line.getvalue().split(b"\r\n", 1)[1]


@require_POST
def cancel(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Stop an import after its present chunk, or throw a draft away."""
    queries.get_seen_import(import_id, actor=actor_of(request))
    return _after(
        request, import_id, lambda: cancel_import(import_id, actor=actor_of(request)), _("Stopping.")
    )


@require_POST
def undo(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Take the whole import back."""
    queries.get_seen_import(import_id, actor=actor_of(request))
    return _after(request, import_id, lambda: undo_import(import_id, actor=actor_of(request)), _("Undone."))


@require_POST
def keep_preset(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Keep the choices for files that come again."""
    name = request.POST.get("name", "")
    queries.get_seen_import(import_id, actor=actor_of(request))
    return _after(
        request, import_id, lambda: save_preset(import_id, name, actor=actor_of(request)), _("Preset saved.")
    )


def _after(request: HttpRequest, import_id: UUID, act: Any, done: str) -> HttpResponse:
    try:
        act()
    except RapportError as error:
        return go_to(request, f"/imports/{import_id}", Toast(error.message, tone="bad"))
    return go_to(request, f"/imports/{import_id}", Toast(done))
