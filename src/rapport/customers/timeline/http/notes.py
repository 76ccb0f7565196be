"""Writing notes and logging calls from the customer's page, and mending them."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rapport.customers.timeline.contracts import CUSTOMER, NoteLine, Subject
from rapport.customers.timeline.http.activity import draw_activity
from rapport.customers.timeline.http.forms import CallForm, NoteForm, reopen
from rapport.customers.timeline.operations.notes import add_note, change_note, remove_note, restore_note
from rapport.customers.timeline.operations.touches import log_contact
from rapport.customers.timeline.operations.undoing import undo_note_change
from rapport.customers.timeline.queries import get_note
from rapport.customers.timeline.rules import find_mentions
from rapport.kernel.errors import Conflict, Invalid
from rapport.kernel.identity.api import actor_of, list_colleagues
from rapport.ui.api import Toast, answer_dialog, close_dialog, put_errors, with_event, with_toast

SUGGESTED = 8


@require_GET
def suggest_colleagues(request: HttpRequest) -> JsonResponse:
    """The few colleagues whose names go on as typed after an @."""
    found = list_colleagues(search=request.GET.get("q", "").strip()[:80], limit=SUGGESTED)
    people = [{"id": one, "name": name} for one, name in found]
    return JsonResponse({"label": _("Colleagues"), "people": people})


@require_POST
def write_note(request: HttpRequest, party_id: UUID) -> HttpResponse:
    """Keep a note; the card comes back with it on top."""
    form = NoteForm(request.POST, auto_id="note_%s")
    if form.is_valid():
        body = form.cleaned_data["body"]
        note = add_note(
            Subject(CUSTOMER, party_id, party_id),
            body,
            actor=actor_of(request),
            mentions=named(request, body),
        )
        return answer_activity(request, party_id, Toast(_("Noted"), undo=f"/notes/{note.id}/remove"))
    return answer_activity(request, party_id, note=form)


@require_POST
def write_call(request: HttpRequest, party_id: UUID) -> HttpResponse:
    """Log a contact that happened outside the product."""
    form = CallForm(request.POST, auto_id="call_%s")
    if form.is_valid():
        try:
            said = form.cleaned_data["summary"]
            log_contact(party_id, **form.cleaned_data, actor=actor_of(request), mentions=named(request, said))
        except Invalid as error:
            put_errors(form, error)
        else:
            return answer_activity(request, party_id, Toast(_("Logged")))
    return answer_activity(request, party_id, call=form)


def edit_note(request: HttpRequest, note_id: UUID) -> HttpResponse:
    """A note in a dialog; what somebody else wrote meanwhile is shown, not overwritten."""
    actor = actor_of(request)
    note = get_note(note_id, actor=actor)
    form = NoteForm(request.POST if request.method == "POST" else None, initial=_initial(note))
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            changed = change_note(
                note_id,
                actor=actor,
                **{name: given[name] for name in ("body", "pinned", "version")},
                mentions=named(request, given["body"], note.mentions),
            )
        except Conflict:
            theirs = _(
                "Somebody changed this note meanwhile. It now says: “%(body)s”. Saving again replaces it."
            )
            form.add_error("body", theirs % {"body": note.body[:500]})
            reopen(form, note.version)
        else:
            undo = f"/notes/{note_id}/undo?version={changed.version}"
            return with_event(close_dialog(Toast(_("Saved"), undo=undo)), "note-changed")
    return answer_dialog(request, _("Note"), form, request.path)


def _initial(note: NoteLine) -> dict[str, Any]:
    return {"body": note.body, "pinned": note.pinned, "version": note.version}


@require_POST
def drop_note(request: HttpRequest, note_id: UUID) -> HttpResponse:
    """Take a note away; it can come back."""
    remove_note(note_id, actor=actor_of(request))
    toast = Toast(_("The note is gone."), tone="info", undo=f"/notes/{note_id}/restore")
    return with_event(with_toast(HttpResponse(status=204), toast), "note-changed")


@require_POST
def undo_note(request: HttpRequest, note_id: UUID) -> HttpResponse:
    """Write back what the note said before, unless it was changed since (409)."""
    undo_note_change(note_id, actor=actor_of(request), version=read_version(request))
    told = with_toast(HttpResponse(status=204), Toast(_("Taken back"), tone="info"))
    return with_event(told, "note-changed")


@require_POST
def bring_note(request: HttpRequest, note_id: UUID) -> HttpResponse:
    """Bring a note back."""
    restore_note(note_id, actor=actor_of(request))
    told = with_toast(HttpResponse(status=204), Toast(_("Taken back"), tone="info"))
    return with_event(told, "note-changed")


def answer_activity(
    request: HttpRequest, party_id: UUID, toast: Toast | None = None, **forms: Any
) -> HttpResponse:
    """The card as it now is; 422 with a refused form."""
    response = HttpResponse(draw_activity(request, party_id, **forms), status=422 if forms else 200)
    return with_toast(response, toast) if toast else response


def named(request: HttpRequest, text: str, known: Collection[UUID] = ()) -> list[UUID]:
    """Whom a text names by @; of several with the same name, who was chosen or was named before."""
    if "@" not in text:
        return []
    likely = {*request.POST.getlist("mentions"), *map(str, known)}
    return find_mentions(text, sorted(list_colleagues(limit=2000), key=lambda one: str(one[0]) not in likely))


def read_version(request: HttpRequest) -> int:
    """The version an undo was offered for."""
    version = request.GET.get("version", "")
    if not version.isascii() or not version.isdecimal():
        raise Invalid(_("This cannot be taken back."))
    return int(version)
