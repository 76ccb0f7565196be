"""The activity of a customer: what one may write, and everything that happened, newest first."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from rapport.customers.timeline.http.forms import CallForm, NoteForm, TaskForm
from rapport.customers.timeline.http.words import tell
from rapport.customers.timeline.queries import list_touches
from rapport.kernel.identity.api import actor_of
from rapport.ui.api import Option

FEW, PAGE = 15, 40
GROUPS: dict[str, tuple[str, ...]] = {
    "all": (),
    "notes": ("note", "task", "file"),
    "contacts": ("call", "meeting", "visit", "letter", "other", "message"),
    "orders": ("order", "payment", "invoice", "return"),
}


def draw_activity(request: HttpRequest, subject: UUID | None, **forms: Any) -> str:
    """The card: the composer and the newest lines; `forms` carries one that was refused."""
    if subject is None:
        return ""
    actor = actor_of(request)
    context = {
        "party_id": subject,
        "may_note": actor.may("create", "note"),
        "may_task": actor.may("create", "task"),
        "note": forms.get("note") or NoteForm(auto_id="note_%s"),
        "call": forms.get("call") or CallForm(auto_id="call_%s"),
        "task": forms.get("task") or TaskForm(auto_id="task_%s"),
        "opened": next(iter(forms), "note"),
        **_lines(request, subject, "all", "", FEW),
    }
    return render_to_string("timeline/activity.html", context, request)


def show_timeline(request: HttpRequest, party_id: UUID) -> HttpResponse:
    """The lines of one kind, or the following ones."""
    group = request.GET.get("kind", "all")
    cursor = request.GET.get("cursor", "")
    context = _lines(request, party_id, group if group in GROUPS else "all", cursor, PAGE)
    return render(request, "timeline/more.html" if cursor else "timeline/lines.html", context)


def _lines(request: HttpRequest, party_id: UUID, group: str, cursor: str, size: int) -> dict[str, Any]:
    page = list_touches(party_id, actor=actor_of(request), kinds=GROUPS[group], cursor=cursor, limit=size)
    address = f"/customers/{party_id}/timeline"
    labels = {"all": _("All"), "notes": _("Notes"), "contacts": _("Contacts"), "orders": _("Orders")}
    more = urlencode({"kind": group, "cursor": page.next_cursor})
    return {
        "party_id": party_id,
        "entries": [tell(line) for line in page.lines],
        "more": f"{address}?{more}" if page.next_cursor else "",
        "options": [Option(labels[name], f"{address}?kind={name}", name == group) for name in GROUPS],
    }
