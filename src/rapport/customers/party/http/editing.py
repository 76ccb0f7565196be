"""Editing a customer's plain fields in place, with an undo and a merge that respect what happened since."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.customers.party.contracts import CustomerState
from rapport.customers.party.http.facts import FIELDS, LABELS, write_fact, write_value
from rapport.customers.party.operations.change import update_customer
from rapport.customers.party.queries.states import get_customer
from rapport.kernel.errors import Conflict, Invalid, Missing
from rapport.kernel.identity.api import Actor, actor_of
from rapport.ui.api import (
    Toast,
    answer_dialog,
    answer_fact,
    answer_fact_editor,
    close_dialog,
    get_viewer,
    put_errors,
    refresh,
    with_event,
)

CHANGED = "about-changed"


class OneField(forms.Form):
    """The one field of an editor, with the version and the value it was opened at."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    was = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def __init__(self, name: str, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["value"] = FIELDS[name]()
        self.fields["value"].label = LABELS[name]


def edit_field(request: HttpRequest, party_id: UUID, name: str) -> HttpResponse:
    """GET opens the field, POST writes it; with `dialog` both happen in a dialog.

    A change of another field meanwhile is no conflict; one of this field is told, and not overwritten unseen.
    """
    if name not in FIELDS:
        raise Missing(_("There is no such field."))
    state = get_customer(party_id, actor=actor_of(request))
    if request.method == "POST":
        form = OneField(name, request.POST)
        return _save(request, state, name, form) if form.is_valid() else _ask(request, state, name, form)
    if "cancel" in request.GET:
        return answer_fact(request, write_fact(state, name, actor_of(request), get_viewer()))
    return _ask(request, state, name, OneField(name, initial=_opened(state, name)))


def _ask(request: HttpRequest, state: CustomerState, name: str, form: OneField) -> HttpResponse:
    if "dialog" in request.GET:
        return answer_dialog(request, LABELS[name], form, request.get_full_path())
    fact = write_fact(state, name, actor_of(request), get_viewer())
    return answer_fact_editor(request, fact, form, "value")


def _save(request: HttpRequest, state: CustomerState, name: str, form: OneField) -> HttpResponse:
    before = getattr(state, name)
    if form.cleaned_data["value"] == before:
        return _done(request, state, name)
    try:
        fresh = _write(state, name, form.cleaned_data, actor_of(request))
    except Conflict:
        answer = _ask(request, state, name, _contested(request, state, name))
        answer.status_code = 409
        return answer
    except Invalid as error:
        put_errors(form, error, {name: "value"})
        return _ask(request, state, name, form)
    undo = urlencode({"to": before if before is not None else "", "version": fresh.version})
    where = f"/customers/{state.id}/fields/{name}/undo?{undo}"
    return _done(request, fresh, name, Toast(_("Saved"), undo=where))


def _done(request: HttpRequest, state: CustomerState, name: str, toast: Toast | None = None) -> HttpResponse:
    if "dialog" in request.GET:
        return with_event(close_dialog(toast), CHANGED)
    answer = answer_fact(request, write_fact(state, name, actor_of(request), get_viewer()), toast)
    return with_event(answer, "quality-changed")


def _contested(request: HttpRequest, state: CustomerState, name: str) -> OneField:
    """The form again, with what the reader typed, what stands there now, and the present version."""
    opened = _opened(state, name)
    sent = {"version": str(opened["version"]), "was": opened["was"], "value": request.POST.get("value", "")}
    form = OneField(name, sent)
    now = write_value(state, name, get_viewer()) or "–"
    told = _("Somebody changed this to “%(now)s” meanwhile. Save again to replace it.")
    form.add_error("value", told % {"now": now})
    return form


def _opened(state: CustomerState, name: str) -> dict[str, Any]:
    value = getattr(state, name)
    return {"value": value, "version": state.version, "was": "" if value is None else str(value)}


def _write(state: CustomerState, name: str, given: dict[str, Any], actor: Actor) -> CustomerState:
    """Write the field: where only others changed since it was opened, for the state as it is now."""
    now = getattr(state, name)
    same = given["was"] == ("" if now is None else str(now))
    version = state.version if same and given["version"] is not None else given["version"]
    return update_customer(state.id, {name: given["value"]}, actor=actor, version=version)


@require_POST
def undo_field(request: HttpRequest, party_id: UUID, name: str) -> HttpResponse:
    """Write the former value back, unless the customer was changed since (409)."""
    if name not in FIELDS:
        raise Missing(_("There is no such field."))
    form = OneField(name, {"value": request.GET.get("to", ""), "version": request.GET.get("version", "")})
    if not form.is_valid():
        raise Invalid(_("This cannot be taken back."))
    version = form.cleaned_data["version"]
    update_customer(party_id, {name: form.cleaned_data["value"]}, actor=actor_of(request), version=version)
    return refresh(request, Toast(_("Taken back"), tone="info"))
