"""How to reach a customer: the card of contact points and addresses, and the dialogs that change it."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from rapport.customers.party.contracts import ContactDraft, ContactState, CustomerState
from rapport.customers.party.models import ContactPoint
from rapport.customers.party.operations.change import (
    add_contact_point,
    change_contact_point,
    remove_contact_point,
)
from rapport.customers.party.queries.states import get_customer
from rapport.kernel.errors import Invalid, Missing
from rapport.kernel.identity.api import Actor, actor_of
from rapport.ui.api import Toast, answer_dialog, close_dialog, put_errors, with_event, with_toast

ICONS = {"email": "mail", "phone": "phone", "fax": "printer", "handle": "at-sign", "web": "globe"}
LINKS = {"email": "mailto:", "phone": "tel:"}


class ContactForm(forms.Form):
    """One way to reach a customer."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=ContactPoint.Kind.choices)
    value = forms.CharField(
        label=gettext_lazy("Address or number"),
        max_length=320,
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"}),
    )
    label = forms.CharField(
        label=gettext_lazy("Label"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Home, work, WeChat …"),
    )
    preferred = forms.BooleanField(label=gettext_lazy("Preferred of its kind"), required=False)


def show_reach(request: HttpRequest, party_id: UUID) -> HttpResponse:
    """The card's body, again after a change."""
    actor = actor_of(request)
    return render(request, "party/reach.html", reach_of(get_customer(party_id, actor=actor), actor))


def reach_of(state: CustomerState, actor: Actor) -> dict[str, Any]:
    """What the card shows."""
    points = [
        {
            "point": point,
            "icon": ICONS.get(point.kind, "circle"),
            "href": f"{LINKS[point.kind]}{point.normal}" if point.kind in LINKS else "",
        }
        for point in sorted(state.contact_points, key=lambda point: (point.kind, not point.preferred))
    ]
    may = actor.may("edit", "customer") and actor.may_write("customer", "contact_points")
    return {"state": state, "points": points, "may_change": may}


def add_contact(request: HttpRequest, party_id: UUID) -> HttpResponse:
    """The dialog of a new contact point."""
    actor = actor_of(request)
    get_customer(party_id, actor=actor)
    form = ContactForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            add_contact_point(party_id, ContactDraft(**form.cleaned_data), actor=actor)
        except Invalid as error:
            put_errors(form, error)
        else:
            return _changed(_("Added"))
    return answer_dialog(request, _("Add a way to reach"), form, request.path, _("Add"))


def edit_contact(request: HttpRequest, party_id: UUID, contact_id: UUID) -> HttpResponse:
    """The dialog of one contact point."""
    actor = actor_of(request)
    point = _find(get_customer(party_id, actor=actor), contact_id)
    given = {"kind": point.kind, "value": point.value, "label": point.label, "preferred": point.preferred}
    form = ContactForm(request.POST if request.method == "POST" else None, initial=given)
    form.fields["kind"].disabled = True
    if form.is_bound and form.is_valid():
        wanted = {name: form.cleaned_data[name] for name in ("value", "label", "preferred")}
        try:
            change_contact_point(party_id, contact_id, **wanted, actor=actor)
        except Invalid as error:
            put_errors(form, error)
        else:
            return _changed(_("Saved"))
    return answer_dialog(request, point.value, form, request.path)


@require_POST
def remove_contact(request: HttpRequest, party_id: UUID, contact_id: UUID) -> HttpResponse:
    """Take a contact point away; undo enters it again, as unverified as anything that is typed."""
    actor = actor_of(request)
    point = _find(get_customer(party_id, actor=actor), contact_id)
    remove_contact_point(party_id, contact_id, actor=actor)
    former = {name: getattr(point, name) for name in ("kind", "value", "label", "preferred")}
    again = urlencode({name: value for name, value in former.items() if value})
    return _told(Toast(_("Removed"), undo=f"/customers/{party_id}/contacts/again?{again}"))


@require_POST
def bring_contact(request: HttpRequest, party_id: UUID) -> HttpResponse:
    """Enter a contact point again that was taken away."""
    form = ContactForm(request.GET)
    if not form.is_valid():
        raise Invalid(_("This cannot be taken back."))
    add_contact_point(party_id, ContactDraft(**form.cleaned_data), actor=actor_of(request))
    return _told(Toast(_("Taken back"), tone="info"))


def _told(toast: Toast) -> HttpResponse:
    answer = with_toast(HttpResponse(status=204), toast)
    return with_event(with_event(answer, "reach-changed"), "quality-changed")


def _find(state: CustomerState, contact_id: UUID) -> ContactState:
    for point in state.contact_points:
        if point.id == contact_id:
            return point
    raise Missing(_("There is no such contact point."))


def _changed(words: str) -> HttpResponse:
    return with_event(with_event(close_dialog(Toast(words)), "reach-changed"), "quality-changed")
