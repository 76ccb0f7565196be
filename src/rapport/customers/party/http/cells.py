"""Editing a customer's field in its cell of the list: the second of two editors is told, and may merge."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from rapport.customers.party.contracts import CustomerState
from rapport.customers.party.http.columns import list_columns
from rapport.customers.party.http.editing import OneField
from rapport.customers.party.http.facts import FIELDS, write_value
from rapport.customers.party.operations.change import update_customer
from rapport.customers.party.queries.lists import load_rows
from rapport.customers.party.queries.states import get_customer
from rapport.kernel.errors import Conflict, Invalid, Missing
from rapport.kernel.identity.api import Actor, actor_of
from rapport.ui.api import Toast, answer_cell, answer_cell_editor, get_viewer, put_errors


def edit_cell(request: HttpRequest, party_id: UUID, name: str) -> HttpResponse:
    """GET opens the field at the customer's version, POST writes it, `?cancel` shows the cell again."""
    if name not in FIELDS:
        raise Missing(_("There is no such field."))
    actor = actor_of(request)
    state = get_customer(party_id, actor=actor)
    if "cancel" in request.GET:
        return _cell(request, state.id, name, actor)
    if request.method != "POST":
        form = OneField(name, initial={"value": getattr(state, name), "version": state.version})
        return answer_cell_editor(request, request.path, form, "value")
    form = OneField(name, request.POST)
    if not form.is_valid():
        return answer_cell_editor(request, request.path, form, "value")
    value = form.cleaned_data["value"]
    if value == getattr(state, name):
        return _cell(request, state.id, name, actor)
    return _write(request, state, name, value, form.cleaned_data["version"])


def _write(
    request: HttpRequest, state: CustomerState, name: str, value: Any, version: int | None
) -> HttpResponse:
    actor, before = actor_of(request), getattr(state, name)
    try:
        fresh = update_customer(state.id, {name: value}, actor=actor, version=version)
    except Conflict as error:
        if error.code != "stale":
            raise
        return _tell(request, state, name)
    except Invalid as error:
        form = OneField(name, request.POST)
        form.is_valid()
        put_errors(form, error, {name: "value"})
        return answer_cell_editor(request, request.path, form, "value")
    undo = urlencode({"to": before if before is not None else "", "version": fresh.version})
    toast = Toast(_("Saved"), undo=f"/customers/{state.id}/fields/{name}/undo?{undo}")
    return _cell(request, state.id, name, actor, toast)


def _tell(request: HttpRequest, state: CustomerState, name: str) -> HttpResponse:
    """The field stays open with what was typed, now for the newer version: saving again overwrites."""
    typed = request.POST.copy()
    typed["version"] = str(state.version)
    form = OneField(name, typed)
    form.is_valid()
    theirs = write_value(state, name, get_viewer()) or "–"
    form.add_error(
        "value",
        _("Somebody changed this customer meanwhile; here it says “%(theirs)s”. Enter again writes yours.")
        % {"theirs": theirs},
    )
    return answer_cell_editor(request, request.path, form, "value")


def _cell(
    request: HttpRequest, party_id: UUID, name: str, actor: Actor, toast: Toast | None = None
) -> HttpResponse:
    column = next(one for one in list_columns(actor) if one.name == name)
    (row,) = load_rows([party_id], actor)
    return answer_cell(request, column, row, toast)
