"""Entering a customer by hand, in a dialog."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.customers.party.contracts import ContactDraft, CustomerDraft
from rapport.customers.party.models import Party
from rapport.customers.party.operations.arrivals import state_of, take_in_customers
from rapport.kernel.errors import RapportError
from rapport.kernel.identity.api import actor_of
from rapport.ui.api import Toast, answer_dialog, go_to, put_errors


class NewCustomer(forms.Form):
    """The few fields one knows at the first contact; the rest is edited on the customer's page."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Party.Kind.choices, initial="person")
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=300,
        help_text=gettext_lazy("As one would write it: Ada Lovelace, 王小明, Café Müller GmbH."),
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"}),
    )
    email = forms.CharField(
        label=gettext_lazy("E-mail"),
        max_length=320,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=gettext_lazy("Phone"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    city = forms.CharField(label=gettext_lazy("City"), max_length=120, required=False)

    def draft(self) -> CustomerDraft:
        """What was typed, as the room takes it."""
        given: dict[str, Any] = self.cleaned_data
        points = [
            ContactDraft(kind, given[kind], preferred=True) for kind in ("email", "phone") if given[kind]
        ]
        return CustomerDraft(
            name=given["name"], kind=given["kind"], city=given["city"], contact_points=tuple(points)
        )

    def places(self) -> dict[str, str]:
        """Which field each contact point of the draft came from, for refusals."""
        kinds = [kind for kind in ("email", "phone") if self.cleaned_data.get(kind)]
        return {f"contact_points.{place}": kind for place, kind in enumerate(kinds)}


def new_customer(request: HttpRequest) -> HttpResponse:
    """The dialog; a good form leads to the new customer's page."""
    form = NewCustomer(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            (arrival,) = take_in_customers([form.draft()], mode="create", actor=actor_of(request))
            if arrival.code == "exists" and arrival.customer_id:
                there = Toast(_("This customer is there already."), "info")
                return go_to(request, f"/customers/{arrival.customer_id}", there)
            state = state_of(arrival)
        except RapportError as error:
            put_errors(form, error, form.places())
        else:
            return go_to(request, f"/customers/{state.id}", Toast(_("The customer is entered.")))
    return answer_dialog(request, _("New customer"), form, "/customers/new", _("Enter"))
