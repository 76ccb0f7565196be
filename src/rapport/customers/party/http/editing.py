"""Editing a customer's plain fields in place, with an undo that respects what happened since."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.customers.party.http.facts import FIELDS, write_fact
from rapport.customers.party.operations.change import update_customer
from rapport.customers.party.queries.states import get_customer
from rapport.kernel.errors import Invalid, Missing
from rapport.kernel.identity.api import actor_of
from rapport.ui.api import Toast, answer_fact, answer_fact_editor, get_viewer, put_errors, refresh


class OneField(forms.Form):
    """The one field of an editor, with the version of the customer it was opened at."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, name: str, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["value"] = FIELDS[name]()


def edit_field(request: HttpRequest, party_id: UUID, name: str) -> HttpResponse:
    """GET opens the field, POST writes it; a value changed by somebody else meanwhile is not overwritten."""
    if name not in FIELDS:
        raise Missing(_("There is no such field."))
    actor, viewer = actor_of(request), get_viewer()
    state = get_customer(party_id, actor=actor)
    fact = write_fact(state, name, actor, viewer)
    if request.method != "POST":
        form = OneField(name, initial={"value": getattr(state, name), "version": state.version})
        if "cancel" in request.GET:
            return answer_fact(request, fact)
        return answer_fact_editor(request, fact, form, "value")
    form = OneField(name, request.POST)
    if not form.is_valid():
        return answer_fact_editor(request, fact, form, "value")
    value, before = form.cleaned_data["value"], getattr(state, name)
    if value == before:
        return answer_fact(request, fact)
    try:
        fresh = update_customer(party_id, {name: value}, actor=actor, version=form.cleaned_data["version"])
    except Invalid as error:
        put_errors(form, error, {name: "value"})
        return answer_fact_editor(request, fact, form, "value")
    undo = urlencode({"to": before if before is not None else "", "version": fresh.version})
    toast = Toast(_("Saved"), undo=f"/customers/{party_id}/fields/{name}/undo?{undo}")
    return answer_fact(request, write_fact(fresh, name, actor, viewer), toast)


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
