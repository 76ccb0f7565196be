"""Postal addresses of a customer, in dialogs; taking one away can be undone."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from rapport.customers.party.contracts import AddressDraft, AddressState, CustomerState
from rapport.customers.party.operations.change import add_address, change_address, remove_address
from rapport.customers.party.queries.states import get_customer
from rapport.kernel.errors import Invalid, Missing
from rapport.kernel.identity.api import actor_of
from rapport.ui.api import Toast, answer_dialog, close_dialog, get_viewer, put_errors, with_event, with_toast

NAMES = ("street", "postal_code", "city", "region", "country", "label", "preferred")


class AddressForm(forms.Form):
    """One postal address."""

    street = forms.CharField(
        label=gettext_lazy("Street"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "autofocus": True}),
    )
    postal_code = forms.CharField(label=gettext_lazy("Postal code"), max_length=20, required=False)
    city = forms.CharField(label=gettext_lazy("City"), max_length=120, required=False)
    region = forms.CharField(label=gettext_lazy("Region"), max_length=120, required=False)
    label = forms.CharField(
        label=gettext_lazy("Label"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Home, delivery, invoices …"),
    )
    preferred = forms.BooleanField(label=gettext_lazy("Preferred"), required=False)

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["country"] = forms.ChoiceField(
            label=_("Country"), choices=[("", "–"), *get_viewer().countries()], required=False
        )
        self.order_fields(NAMES)

    def clean(self) -> dict[str, Any]:
        """An address says something."""
        given: dict[str, Any] = self.cleaned_data
        if not any(given.get(name) for name in ("street", "postal_code", "city", "region")):
            raise forms.ValidationError(_("An address has a street or a town."))
        return given


def new_address(request: HttpRequest, party_id: UUID) -> HttpResponse:
    """The dialog of a new address."""
    actor = actor_of(request)
    state = get_customer(party_id, actor=actor)
    start = {"country": state.country, "city": state.city}
    form = AddressForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_bound and form.is_valid():
        try:
            add_address(state.id, AddressDraft(**form.cleaned_data), actor=actor)
        except Invalid as error:
            put_errors(form, error)
        else:
            return _changed(Toast(_("Added")))
    return answer_dialog(request, _("Add an address"), form, request.path, _("Add"))


def edit_address(request: HttpRequest, party_id: UUID, address_id: UUID) -> HttpResponse:
    """The dialog of one address."""
    actor = actor_of(request)
    known = _find(get_customer(party_id, actor=actor), address_id)
    start = {name: getattr(known, name) for name in NAMES}
    form = AddressForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_bound and form.is_valid():
        try:
            change_address(party_id, address_id, AddressDraft(**form.cleaned_data), actor=actor)
        except Invalid as error:
            put_errors(form, error)
        else:
            return _changed(Toast(_("Saved")))
    return answer_dialog(request, _("Address"), form, request.path)


@require_POST
def drop_address(request: HttpRequest, party_id: UUID, address_id: UUID) -> HttpResponse:
    """Take an address away; undo enters it again."""
    actor = actor_of(request)
    known = _find(get_customer(party_id, actor=actor), address_id)
    remove_address(party_id, address_id, actor=actor)
    former = {name: getattr(known, name) for name in NAMES if getattr(known, name)}
    undo = f"/customers/{party_id}/addresses/again?{urlencode(former)}"
    return _changed(Toast(_("Removed"), undo=undo), closing=False)


@require_POST
def bring_address(request: HttpRequest, party_id: UUID) -> HttpResponse:
    """Enter an address again that was taken away."""
    form = AddressForm(request.GET)
    if not form.is_valid():
        raise Invalid(_("This cannot be taken back."))
    add_address(party_id, AddressDraft(**form.cleaned_data), actor=actor_of(request))
    return _changed(Toast(_("Taken back"), tone="info"), closing=False)


def _find(state: CustomerState, address_id: UUID) -> AddressState:
    for address in state.addresses:
        if address.id == address_id:
            return address
    raise Missing(_("There is no such address."))


def _changed(toast: Toast, *, closing: bool = True) -> HttpResponse:
    answer = close_dialog(toast) if closing else with_toast(HttpResponse(status=204), toast)
    return with_event(with_event(answer, "reach-changed"), "quality-changed")
