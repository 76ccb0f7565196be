"""Handing a customer over to another unit or another member, with the reason kept."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.customers.party.operations.handover import hand_over
from rapport.customers.party.queries.states import get_customer
from rapport.kernel.errors import Invalid, Missing
from rapport.kernel.identity.api import Actor, actor_of, list_members, list_units
from rapport.ui.api import Toast, answer_dialog, go_to, put_errors

MOST = 500


Pairs = Sequence[tuple[str, str]]


class HandOver(forms.Form):
    """Where to, and why."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    field_order = ("unit_id", "owner_id", "reason")

    def __init__(self, data: Any, *, initial: dict[str, Any], units: Pairs, members: Pairs) -> None:
        super().__init__(data, initial=initial)
        self.fields["unit_id"] = _choice(_("Unit"), units)
        self.fields["owner_id"] = _choice(_("Owner"), members)
        self.order_fields(self.field_order)

    def changed(self, name: str) -> UUID | None:
        """What was chosen, or None where it stays as it was."""
        chosen: UUID | None = self.cleaned_data[name]
        return chosen if chosen != self.initial.get(name) else None


def hand_over_customer(request: HttpRequest, party_id: UUID) -> HttpResponse:
    """The dialog; whoever gives a customer away may no longer see it, then the list follows."""
    actor = actor_of(request)
    state = get_customer(party_id, actor=actor)
    members = list_members(actor, status=("active",), limit=MOST) if actor.may("view", "member") else []
    form = HandOver(
        request.POST if request.method == "POST" else None,
        initial={"unit_id": state.unit_id, "owner_id": state.owner_id},
        units=[(str(unit.id), unit.name) for unit in list_units(actor).order_by("name")[:MOST]],
        members=[(str(member.id), member.name) for member in members],
    )
    if form.is_bound and form.is_valid():
        unit, owner = form.changed("unit_id"), form.changed("owner_id")
        try:
            hand_over(
                [party_id], actor=actor, unit_id=unit, owner_id=owner, reason=form.cleaned_data["reason"]
            )
        except Invalid as error:
            put_errors(form, error)
        else:
            return go_to(request, _after(party_id, actor), Toast(_("Handed over")))
    return answer_dialog(request, _("Hand over"), form, request.path, _("Hand over"))


def _after(party_id: UUID, actor: Actor) -> str:
    try:
        get_customer(party_id, actor=actor)
    except Missing:
        return "/customers"
    return f"/customers/{party_id}"


def _choice(label: str, pairs: Pairs) -> forms.TypedChoiceField:
    choices = [("", "–"), *pairs]
    return forms.TypedChoiceField(label=label, choices=choices, coerce=UUID, empty_value=None, required=False)
