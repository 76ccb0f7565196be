"""The activity of a customer: what one may write, and everything that happened, newest first."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from rapport.customers.party.api import seen_of
from rapport.customers.timeline.http.forms import CallForm, FileForm, TaskForm
from rapport.customers.timeline.http.words import tell
from rapport.customers.timeline.queries import list_touches
from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import Actor, actor_of
from rapport.ui.api import Option, get_viewer, heard

FEW, PAGE = 15, 40
GROUPS: dict[str, tuple[str, ...]] = {
    "all": (),
    "notes": ("note",),
    "tasks": ("task",),
    "files": ("file",),
    "contacts": ("call", "meeting", "visit", "letter", "other", "message"),
    "orders": ("order", "payment", "invoice", "return"),
}
HEARS = ("note", "file", "contact", "task", "order")
PANELS = ("call", "task", "file")


def draw_activity(request: HttpRequest, subject: UUID | None, **forms: Any) -> str:
    """The card: the composer and the newest lines; `forms` carries one that was refused."""
    if subject is None:
        return ""
    actor = actor_of(request)
    opened = next(iter(forms), "note")
    context = {
        "party_id": subject,
        "may_note": actor.may("create", "note"),
        "panels": _panels(actor, opened, forms),
        "note": forms.get("note"),
        "opened": opened,
        **_lines(request, subject, "all", "", FEW),
    }
    return render_to_string("timeline/activity.html", context, request)


def _panels(actor: Actor, opened: str, forms: dict[str, Any]) -> list[dict[str, Any]]:
    """The other things one may write; their forms come when they are opened, or were refused."""
    labels = {
        "call": (_("Call"), "phone"),
        "task": (_("Task"), "circle-check"),
        "file": (_("File"), "paperclip"),
    }
    needed = {"call": "note", "task": "task", "file": "file"}
    return [
        {
            **{"name": name, "label": labels[name][0], "icon": labels[name][1]},
            **{"open": name == opened, "form": forms.get(name)},
        }
        for name in PANELS
        if actor.may("create", needed[name])
    ]


def show_panel(request: HttpRequest, party_id: UUID, name: str) -> HttpResponse:
    """The form of one panel of the composer."""
    actor = actor_of(request)
    made: dict[str, Any] = {
        "call": lambda: CallForm(auto_id="call_%s"),
        "task": lambda: TaskForm(auto_id="task_%s", me=actor.member_id),
        "file": lambda: FileForm(auto_id="file_%s"),
    }
    if name not in made:
        raise Missing(_("There is no such form."))
    context = {"party_id": party_id, "panel": {"name": name, "form": made[name]()}}
    return render(request, "timeline/panel.html", context)


def show_timeline(request: HttpRequest, party_id: UUID) -> HttpResponse:
    """The lines of one kind, or the following ones."""
    group = request.GET.get("kind", "all")
    cursor = request.GET.get("cursor", "")
    context = _lines(request, party_id, group if group in GROUPS else "all", cursor, PAGE)
    return render(request, "timeline/more.html" if cursor else "timeline/lines.html", context)


def _lines(request: HttpRequest, party_id: UUID, group: str, cursor: str, size: int) -> dict[str, Any]:
    actor, viewer = actor_of(request), get_viewer()
    page = list_touches(
        seen_of(request, party_id), actor=actor, kinds=GROUPS[group], cursor=cursor, limit=size
    )
    address = f"/customers/{party_id}/timeline"
    labels = {
        **{"all": _("All"), "notes": _("Notes"), "tasks": _("Tasks"), "files": _("Files")},
        **{"contacts": _("Contacts"), "orders": _("Orders")},
    }
    more = urlencode({"kind": group, "cursor": page.next_cursor})
    return {
        "party_id": party_id,
        **{"here": f"{address}?kind={group}", "hears": heard(HEARS)},
        "entries": [tell(line, actor, viewer) for line in page.lines],
        "more": f"{address}?{more}" if page.next_cursor else "",
        "options": [Option(labels[name], f"{address}?kind={name}", name == group) for name in GROUPS],
    }
