"""Saved views over HTTP: keep the list as it stands, change, duplicate, remove, take back, mark."""

from collections.abc import Iterator
from urllib.parse import urlsplit
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from rapport.kernel.errors import Invalid
from rapport.kernel.identity.api import Actor, actor_of, find_actor_of
from rapport.kernel.views.api import (
    SavedView,
    change_view,
    create_view,
    get_view,
    list_views,
    mark_view,
    remove_view,
    restore_view,
)
from rapport.ui import registry
from rapport.ui.contracts.commands import Command
from rapport.ui.contracts.parts import Toast
from rapport.ui.http.replies import answer_dialog, go_to, put_errors
from rapport.ui.queries import get_records

WORDS = {
    "own": gettext_lazy("Only me"),
    "team": gettext_lazy("My teams"),
    "unit": gettext_lazy("My unit"),
    "all": gettext_lazy("Everybody"),
}


ICONS = {"own": "bookmark", "team": "users", "unit": "users", "all": "users"}


def list_view_commands(request: HttpRequest) -> Iterator[Command]:
    """The saved views the reader sees, of every list they may open: places to go to; two queries."""
    actor = find_actor_of(request)
    if actor is None:
        return
    titles = {kind: source().title for kind, source in registry.RECORDS.items() if actor.may("view", kind)}
    places = {kind: one for kind, one in registry.VIEW_PLACES.items() if actor.may("view", one.right)}
    titles |= {kind: one.title for kind, one in places.items()}
    for number, view in enumerate(list_views(actor=actor)):
        if view.kind in titles:
            yield Command(
                f"view-{view.id}",
                view.name,
                _address(view),
                "pin" if view.pinned else ICONS[view.shared],
                note=titles[view.kind],
                words=titles[view.kind],
                order=600 + number,
            )


@require_GET
def show_seen(request: HttpRequest) -> HttpResponse:
    """The saved views for the side bar, those pinned first."""
    return render(request, "ui/views.html", {"views": list(list_view_commands(request))})


class ViewForm(forms.Form):
    """A view's name, and who sees it."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)


def _form(actor: Actor, data: QueryDict | None, **initial: str) -> ViewForm:
    """The form of what the actor may do: not everybody shares with everybody."""
    form = ViewForm(data, initial=initial)
    choices = [(name, word) for name, word in WORDS.items() if name != "all" or actor.may("create", "view")]
    form.fields["shared"] = forms.ChoiceField(label=_("Who sees it"), choices=choices)
    return form


def keep(request: HttpRequest, kind: str) -> HttpResponse:
    """The dialog that keeps a list as it stands; a good POST leads to the new view."""
    actor, records = actor_of(request), get_records(kind)
    actor.require("view", kind)
    query = request.GET.get("query", "")
    form = _form(actor, request.POST or None, name=request.GET.get("name", ""), shared="own")
    address = f"/lists/{kind}/views?{urlencode({'query': query})}"
    if form.is_bound and form.is_valid():
        try:
            view = create_view(kind, query=urlsplit(query).query or query, actor=actor, **form.cleaned_data)
        except Invalid as error:
            put_errors(form, error)
        else:
            return go_to(request, f"{records.path}?view={view.id}", Toast(_("View kept")))
    return answer_dialog(request, _("Keep this view"), form, address)


def change(request: HttpRequest, view_id: UUID) -> HttpResponse:
    """The dialog that renames a view or shares it otherwise."""
    actor = actor_of(request)
    view = get_view(view_id, actor=actor)
    form = _form(actor, request.POST or None, name=view.name, shared=view.shared)
    if form.is_bound and form.is_valid():
        try:
            change_view(view_id, actor=actor, **form.cleaned_data)
        except Invalid as error:
            put_errors(form, error)
        else:
            return go_to(request, _address(view), Toast(_("Saved")))
    return answer_dialog(request, _("Rename or share"), form, request.path)


@require_POST
def update(request: HttpRequest, view_id: UUID) -> HttpResponse:
    """Keep the list as it now stands under the view's name; the way back writes what it was."""
    actor = actor_of(request)
    before = get_view(view_id, actor=actor)
    query = request.POST.get("query") or request.GET.get("query", "")
    view = change_view(view_id, query=query, actor=actor)
    undo = f"/lists/views/{view_id}/update?{urlencode({'query': before.query})}"
    return go_to(request, _address(view), Toast(_("View updated"), undo=undo))


@require_POST
def remove(request: HttpRequest, view_id: UUID) -> HttpResponse:
    """Remove a view; the toast takes it back."""
    actor = actor_of(request)
    view = get_view(view_id, actor=actor)
    remove_view(view_id, actor=actor)
    toast = Toast(_("View removed"), undo=f"/lists/views/{view_id}/restore")
    return go_to(request, _list_of(view), toast)


@require_POST
def restore(request: HttpRequest, view_id: UUID) -> HttpResponse:
    """Take a removal back."""
    view = restore_view(view_id, actor=actor_of(request))
    return go_to(request, _address(view), Toast(_("Taken back"), tone="info"))


@require_POST
def mark(request: HttpRequest, view_id: UUID) -> HttpResponse:
    """Pin or unpin a view for oneself, or make it what the list opens with."""
    marks = {name: request.POST[name] == "1" for name in ("pinned", "standard") if name in request.POST}
    view = mark_view(view_id, actor=actor_of(request), **marks)
    return go_to(request, _address(view), Toast(_("Saved")))


def _address(view: SavedView) -> str:
    place = registry.VIEW_PLACES.get(view.kind)
    return place.address(view) if place else f"{get_records(view.kind).path}?view={view.id}"


def _list_of(view: SavedView) -> str:
    place = registry.VIEW_PLACES.get(view.kind)
    return place.path if place else get_records(view.kind).path
