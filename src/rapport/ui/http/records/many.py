"""Work on many records over HTTP: start it on a selection, watch it, stop it, take it back."""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rapport.kernel.bulk.api import RunLine, get_run, start_run, stop_run, undo_run
from rapport.kernel.errors import Invalid
from rapport.kernel.identity.api import actor_of
from rapport.ui.contracts.parts import Crumb, Progress, Toast
from rapport.ui.contracts.records import RecordList
from rapport.ui.http.records.asked import read_asked
from rapport.ui.http.replies import go_to, is_part, refresh
from rapport.ui.queries import get_records, get_viewer

MOST = 2_000
_FORM = frozenset({"ids", "all", "query", "csrfmiddlewaretoken"})


@require_POST
def start(request: HttpRequest, kind: str, action: str) -> HttpResponse:
    """Do an action to the selected rows, or to all that match; many go on in the background."""
    actor, records = actor_of(request), get_records(kind)
    said = {**request.GET.dict(), **request.POST.dict()}
    values = {name: text for name, text in said.items() if name not in _FORM and isinstance(text, str)}
    run = start_run(kind, action, _chosen(request, records), values, actor=actor)
    back = back_to(request.POST.get("query", ""), records)
    if not run.over:
        return go_to(request, f"/lists/runs/{run.id}")
    return go_to(request, back, _toast(run))


@require_GET
def show_run(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """A run: how far it is, what was refused and why, and the way back."""
    run = get_run(run_id, actor=actor_of(request))
    records = get_records(run.kind)
    crumbs = [Crumb(records.title, records.path), Crumb(run.title)]
    context = {"title": run.title, "crumbs": crumbs, **_context(run)}
    template = "ui/records/run_part.html" if "part" in request.GET else "ui/records/run.html"
    return render(request, template, context)


@require_POST
def stop(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Stop a run at its next safe point."""
    stop_run(run_id, actor=actor_of(request))
    return go_to(request, f"/lists/runs/{run_id}", Toast(_("Stopped"), tone="info"))


@require_POST
def undo(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Take a run back."""
    run = undo_run(run_id, actor=actor_of(request))
    if not run.over:
        return go_to(request, f"/lists/runs/{run_id}")
    toast = Toast(_("Taken back"), tone="info")
    if is_part(request):  # from a toast or by a key: the reader stays there, the list as narrow as it was
        return refresh(request, toast)
    return go_to(request, get_records(run.kind).path, toast)


def _chosen(request: HttpRequest, records: RecordList[Any]) -> QuerySet[Any]:
    if request.POST.get("all"):
        asked = QueryDict(urlsplit(request.POST.get("query", "")).query)
        return read_asked(request, records, asked).rows
    try:
        ids = [UUID(text) for text in request.POST.getlist("ids")]
    except ValueError as error:
        raise Invalid(_("Select some rows first.")) from error
    if not ids or len(ids) > MOST:
        raise Invalid(_("Select between 1 and %(most)s rows, or all that match.") % {"most": MOST})
    return records.rows(actor_of(request)).filter(id__in=ids)


def _toast(run: RunLine) -> Toast:
    viewer = get_viewer()
    words = {"done": viewer.number(run.done, 0), "refused": viewer.number(run.refused, 0)}
    text = _("%(done)s changed") if not run.refused else _("%(done)s changed, %(refused)s left as they were")
    return Toast(
        text % words,
        undo=f"/lists/runs/{run.id}/undo" if run.can_undo else "",
        href=f"/lists/runs/{run.id}" if run.refused else "",
    )


def _context(run: RunLine) -> dict[str, Any]:
    viewer = get_viewer()
    share = (run.done + run.refused) / run.total if run.total else 1.0
    states = {
        "waiting": _("Working"),
        "done": _("Done"),
        "cancelled": _("Stopped"),
        "undoing": _("Taking back"),
        "undone": _("Taken back"),
    }
    text = (
        _("%(done)s of %(total)s, %(refused)s left as they were")
        if run.refused
        else _("%(done)s of %(total)s")
    )
    note = text % {
        "done": viewer.number(run.done, 0),
        "total": viewer.number(run.total, 0),
        "refused": viewer.number(run.refused, 0),
    }
    progress = Progress(states[run.state], share, note, tone="good" if run.over else "accent", done=run.over)
    return {"run": run, "progress": progress, "records": get_records(run.kind)}


def back_to(query: str, records: RecordList[Any]) -> str:
    """The list the form stood on; another address is not obeyed."""
    parts = urlsplit(query)
    return query if parts.path == records.path and not parts.netloc and not parts.scheme else records.path
