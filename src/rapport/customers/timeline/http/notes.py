"""Writing notes and logging calls from the customer's page."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.customers.timeline.contracts import CUSTOMER, Subject
from rapport.customers.timeline.http.activity import draw_activity
from rapport.customers.timeline.http.forms import CallForm, NoteForm
from rapport.customers.timeline.operations.notes import add_note, change_note, remove_note
from rapport.customers.timeline.operations.touches import log_contact
from rapport.customers.timeline.queries import get_note
from rapport.kernel.errors import Invalid
from rapport.kernel.identity.api import actor_of
from rapport.ui.api import Toast, answer_dialog, close_dialog, put_errors, refresh, with_toast


@require_POST
def write_note(request: HttpRequest, party_id: UUID) -> HttpResponse:
    """Keep a note; the card comes back with it on top."""
    form = NoteForm(request.POST, auto_id="note_%s")
    if form.is_valid():
        note = add_note(
            Subject(CUSTOMER, party_id, party_id), form.cleaned_data["body"], actor=actor_of(request)
        )
        return answer_activity(request, party_id, Toast(_("Noted"), undo=f"/notes/{note.id}/remove"))
    return answer_activity(request, party_id, note=form)


@require_POST
def write_call(request: HttpRequest, party_id: UUID) -> HttpResponse:
    """Log a contact that happened outside the product."""
    form = CallForm(request.POST, auto_id="call_%s")
    if form.is_valid():
        try:
            log_contact(party_id, **form.cleaned_data, actor=actor_of(request))
        except Invalid as error:
            put_errors(form, error)
        else:
            return answer_activity(request, party_id, Toast(_("Logged")))
    return answer_activity(request, party_id, call=form)


def edit_note(request: HttpRequest, note_id: UUID) -> HttpResponse:
    """A note in a dialog."""
    actor = actor_of(request)
    note = get_note(note_id, actor=actor)
    form = NoteForm(request.POST if request.method == "POST" else None, initial={"body": note.body})
    if form.is_bound and form.is_valid():
        change_note(note_id, actor=actor, body=form.cleaned_data["body"])
        return close_dialog(Toast(_("Saved")))
    return answer_dialog(request, _("Note"), form, request.path)


@require_POST
def drop_note(request: HttpRequest, note_id: UUID) -> HttpResponse:
    """Throw a note away; its undo is the history."""
    remove_note(note_id, actor=actor_of(request))
    return refresh(request, Toast(_("The note is gone."), tone="info"))


def answer_activity(
    request: HttpRequest, party_id: UUID, toast: Toast | None = None, **forms: Any
) -> HttpResponse:
    """The card as it now is; 422 with a refused form."""
    response = HttpResponse(draw_activity(request, party_id, **forms), status=422 if forms else 200)
    return with_toast(response, toast) if toast else response
