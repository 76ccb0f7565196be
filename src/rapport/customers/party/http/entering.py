"""Entering a customer by hand, in a dialog."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.customers.party.contracts import ContactDraft, CustomerDraft
from rapport.customers.party.models import Party
from rapport.customers.party.operations.arrivals import state_of, take_in_customers
from rapport.customers.party.queries.states import CUSTOM
from rapport.kernel.errors import RapportError
from rapport.kernel.identity.api import Actor, actor_of
from rapport.ui.api import Toast, answer_dialog, go_to, put_errors
from rapport.ui.api.own_fields import IN_FORM, filled_in, form_fields


class NewCustomer(forms.Form):
    """The few fields one knows at the first contact, and the shop's own; the rest is edited on the page."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Party.Kind.choices, initial="person")
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=300,
        help_text=gettext_lazy("As one would write it: Ada Lovelace, 王小明. At most 300 characters."),
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

    def __init__(self, data: Any = None, *, actor: Actor) -> None:
        super().__init__(data)
        self.fields.update(form_fields(CUSTOM, actor))

    def draft(self) -> CustomerDraft:
        """What was typed, as the room takes it."""
        given: dict[str, Any] = self.cleaned_data
        points = [
            ContactDraft(kind, given[kind], preferred=True) for kind in ("email", "phone") if given[kind]
        ]
        return CustomerDraft(
            name=given["name"],
            kind=given["kind"],
            city=given["city"],
            contact_points=tuple(points),
            custom=filled_in(given),
        )

    def places(self) -> dict[str, str]:
        """Which field each contact point and own field of the draft came from, for refusals."""
        kinds = [kind for kind in ("email", "phone") if self.cleaned_data.get(kind)]
        own = [name for name in self.fields if name.startswith(IN_FORM)]
        return {f"contact_points.{place}": kind for place, kind in enumerate(kinds)} | {
            f"custom.{name.removeprefix(IN_FORM)}": name for name in own
        }


def new_customer(request: HttpRequest) -> HttpResponse:
    """The dialog; a good form leads to the new customer's page."""
    actor = actor_of(request)
    form = NewCustomer(request.POST if request.method == "POST" else None, actor=actor)
    if form.is_bound and form.is_valid():
        try:
            (arrival,) = take_in_customers([form.draft()], mode="create", actor=actor)
            if arrival.code == "exists" and arrival.customer_id:
                there = Toast(_("This customer is there already."), "info")
                return go_to(request, f"/customers/{arrival.customer_id}", there)
            state = state_of(arrival)
        except RapportError as error:
            put_errors(form, error, form.places())
        else:
            return go_to(request, f"/customers/{state.id}", Toast(_("The customer is entered.")))
    return answer_dialog(request, _("New customer"), form, "/customers/new", _("Enter"))
