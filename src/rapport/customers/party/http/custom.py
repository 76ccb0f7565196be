"""The shop's own fields of a customer: the card, and each edited in place."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.customers.party.contracts import CustomerState
from rapport.customers.party.operations.custom import set_custom_fields
from rapport.customers.party.queries.loaded import customer_of
from rapport.customers.party.queries.states import CUSTOM, get_customer
from rapport.kernel.errors import Conflict, Invalid, Missing
from rapport.kernel.fields.api import FieldInfo, list_fields
from rapport.kernel.identity.api import Actor, actor_of
from rapport.ui.api import (
    Fact,
    Toast,
    Viewer,
    answer_fact,
    answer_fact_editor,
    get_viewer,
    put_errors,
    refresh,
)

LOCAL = "%Y-%m-%dT%H:%M"


class CustomField(forms.Form):
    """One field, as its type is typed in; `was` is what it held when it was opened."""

    was = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def __init__(self, field: FieldInfo, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["value"] = _field_of(field)


def _field_of(field: FieldInfo) -> forms.Field:
    """What the value is typed in; the kernel's own rules judge it."""
    if field.type == "choice":
        pairs = [(one.code, one.label) for one in field.choices if not one.retired]
        return forms.ChoiceField(choices=[("", "–"), *pairs], required=False, help_text=field.help)
    kinds = {"integer": "text", "date": "date", "timestamp": "datetime-local"}
    hint = {"inputmode": "numeric"} if field.type == "integer" else {}
    widget = forms.TextInput(attrs={"type": kinds.get(field.type, "text"), **hint})
    return forms.CharField(required=False, max_length=1000, help_text=field.help, widget=widget)


def draw_custom(request: HttpRequest, subject: UUID | None) -> str:
    """The card: every field the shop defined and this member may see."""
    if subject is None:
        return ""
    state, actor, viewer = customer_of(request, subject), actor_of(request), get_viewer()
    facts = [
        _fact(state, field, actor, viewer)
        for field in list_fields(CUSTOM)
        if actor.may_see(CUSTOM, field.code)
    ]
    return render_to_string("ui/parts/facts.html", {"facts": facts}, request) if facts else ""


def edit_custom(request: HttpRequest, party_id: UUID, code: str) -> HttpResponse:
    """GET opens the field, POST writes it; what somebody else wrote there meanwhile is told."""
    actor, viewer = actor_of(request), get_viewer()
    state, field = get_customer(party_id, actor=actor), _get_field(code, actor)
    fact, now = _fact(state, field, actor, viewer), state.custom.get(code)
    if request.method != "POST":
        if "cancel" in request.GET:
            return answer_fact(request, fact)
        opened = {"value": _typed(field, now), "was": "" if now is None else str(now)}
        return answer_fact_editor(request, fact, CustomField(field, initial=opened), "value")
    form = CustomField(field, request.POST)
    if not form.is_valid():
        return answer_fact_editor(request, fact, form, "value")
    if form.cleaned_data["was"] != ("" if now is None else str(now)):
        again = CustomField(field, {**dict(request.POST.items()), "was": "" if now is None else str(now)})
        told = _("Somebody changed this to “%(now)s” meanwhile. Save again to replace it.")
        again.add_error("value", told % {"now": fact.value or "–"})
        answer = answer_fact_editor(request, fact, again, "value")
        answer.status_code = 409
        return answer
    try:
        fresh = set_custom_fields(
            state.id, {code: form.cleaned_data["value"] or None}, actor=actor, version=state.version
        )
    except (Invalid, Conflict) as error:
        put_errors(form, error, {code: "value"})
        return answer_fact_editor(request, fact, form, "value")
    undo = urlencode({"to": "" if now is None else now, "version": fresh.version})
    toast = Toast(_("Saved"), undo=f"/customers/{party_id}/custom/{code}/undo?{undo}")
    return answer_fact(request, _fact(fresh, field, actor, viewer), toast)


@require_POST
def undo_custom(request: HttpRequest, party_id: UUID, code: str) -> HttpResponse:
    """Write the former value back, unless the customer was changed since (409)."""
    actor, version = actor_of(request), request.GET.get("version", "")
    if not version.isdecimal():
        raise Invalid(_("This cannot be taken back."))
    former = {code: request.GET.get("to") or None}
    set_custom_fields(party_id, former, actor=actor, version=int(version))
    return refresh(request, Toast(_("Taken back"), tone="info"))


def _get_field(code: str, actor: Actor) -> FieldInfo:
    for field in list_fields(CUSTOM):
        if field.code == code and actor.may_see(CUSTOM, code):
            return field
    raise Missing(_("There is no such field."))


def _fact(state: CustomerState, field: FieldInfo, actor: Actor, viewer: Viewer) -> Fact:
    may = actor.may("edit", "customer") and actor.may_write(CUSTOM, field.code)
    edit = f"/customers/{state.id}/custom/{field.code}" if may else ""
    shown = _shown(field, state.custom.get(field.code), viewer)
    return Fact(field.label, shown, edit=edit, id=f"custom-{field.code}")


def _shown(field: FieldInfo, value: str | int | None, viewer: Viewer) -> str:
    """A value as the reader has it: names of choices, days and moments in their way."""
    if value is None:
        return ""
    if field.type == "integer":
        return viewer.number(int(value))
    if field.type == "date":
        return viewer.day(date.fromisoformat(str(value)))
    if field.type == "timestamp":
        return viewer.moment(datetime.fromisoformat(str(value)))
    if field.type == "choice":
        return next((one.label for one in field.choices if one.code == value), str(value))
    return str(value)


def _typed(field: FieldInfo, value: str | int | None) -> str:
    if value is None:
        return ""
    if field.type == "timestamp":
        return timezone.localtime(datetime.fromisoformat(str(value))).strftime(LOCAL)
    return str(value)
