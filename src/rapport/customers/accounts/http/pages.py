"""Naming and changing key accounts, their teams, urgent needs with their clock, and groups of companies."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from rapport.customers.accounts import queries
from rapport.customers.accounts.contracts import TeamDraft
from rapport.customers.accounts.http.cards import tree_words
from rapport.customers.accounts.http.words import name_levels
from rapport.customers.accounts.models import AccountMember
from rapport.customers.accounts.operations import naming
from rapport.customers.party.api import get_customer, load_customer
from rapport.kernel.errors import Conflict, Invalid, Missing
from rapport.kernel.identity.api import actor_of, list_colleagues
from rapport.ui.api import (
    Crumb,
    Toast,
    answer_dialog,
    close_dialog,
    get_viewer,
    go_to,
    put_errors,
    with_event,
)

STEPS = ((1, gettext_lazy("At once")), (2, gettext_lazy("When nobody answered in time")))


class LevelForm(forms.Form):
    """How a key account is served."""

    note = forms.CharField(
        label=gettext_lazy("What matters to them"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    field_order = ("level",)

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["level"] = forms.ChoiceField(
            label=_("Service level"), choices=list(name_levels().items())
        )
        self.order_fields(self.field_order)


class MateForm(forms.Form):
    """Somebody to join a team."""

    role = forms.ChoiceField(
        label=gettext_lazy("Role"), choices=AccountMember.Role.choices, initial="service"
    )
    step = forms.TypedChoiceField(label=gettext_lazy("Called for urgent needs"), choices=STEPS, coerce=int)
    field_order = ("member_id",)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        people = [(str(key), name) for key, name in list_colleagues()]
        self.fields["member_id"] = forms.TypedChoiceField(label=_("Member"), choices=people, coerce=UUID)
        self.order_fields(self.field_order)


def name_account(request: HttpRequest, party_id: UUID) -> HttpResponse:
    """The dialog that makes a customer a key account, led by whoever does it."""
    get_customer(party_id, actor=actor_of(request))
    form = LevelForm(request.POST or None, initial={"level": "priority"})
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            naming.name_account(party_id, given["level"], note=given["note"], actor=actor_of(request))
        except (Invalid, Conflict) as error:
            put_errors(form, error)
        else:
            return _done(request, _("A key account, led by you"))
    return answer_dialog(request, _("Make it a key account"), form, request.path)


def change_account(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """The dialog that changes the service level."""
    actor = actor_of(request)
    line = queries.get_account(account_id, actor=actor)
    initial = {"level": line.level, "note": line.note, "version": line.version}
    form = LevelForm(request.POST or None, initial=initial)
    if form.is_bound and form.is_valid():
        given = dict(form.cleaned_data)
        version = given.pop("version")
        try:
            naming.change_account(account_id, given, actor=actor, version=version)
        except (Invalid, Conflict) as error:
            put_errors(form, error)
        else:
            return _done(request, _("Saved"))
    return answer_dialog(request, _("Service level"), form, request.path)


@require_POST
def put_back(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Give a key account the service level it had, unless somebody changed it since."""
    version = request.GET.get("version", "")
    naming.change_account(
        account_id,
        {"level": request.GET.get("to", "")},
        actor=actor_of(request),
        version=int(version) if version.isdecimal() and len(version) < 10 else 0,
    )
    return go_to(request, "/accounts?face=board", Toast(_("Taken back"), tone="info"))


@require_POST
def end_account(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """End a key account."""
    try:
        line = naming.end_account(account_id, actor=actor_of(request))
    except Conflict as error:
        line = queries.get_account(account_id, actor=actor_of(request))
        return go_to(request, f"/customers/{line.customer_id}", Toast(error.message, "bad"))
    return go_to(request, f"/customers/{line.customer_id}", Toast(_("No key account any more")))


def add_mate(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """The dialog that takes somebody into the team, or gives them another place in it."""
    actor = actor_of(request)
    line = queries.get_account(account_id, actor=actor)
    form = MateForm(request.POST or None)
    if form.is_bound and form.is_valid():
        mate = TeamDraft(**form.cleaned_data)
        team = [TeamDraft(one.member_id, one.role, one.step) for one in line.team]
        others = [one for one in team if one.member_id != mate.member_id]
        if mate.role == "lead":
            others = [
                TeamDraft(one.member_id, "sales", one.step) if one.role == "lead" else one for one in others
            ]
        try:
            naming.set_team(account_id, [*others, mate], actor=actor, version=line.version)
        except (Invalid, Conflict) as error:
            put_errors(form, error)
        else:
            return _done(request, _("The team is changed"))
    return answer_dialog(request, _("Take into the team"), form, request.path)


@require_POST
def drop_mate(request: HttpRequest, account_id: UUID, member_id: UUID) -> HttpResponse:
    """Take somebody out of the team."""
    actor = actor_of(request)
    line = queries.get_account(account_id, actor=actor)
    left = [TeamDraft(one.member_id, one.role, one.step) for one in line.team if one.member_id != member_id]
    if len(left) == len(line.team):
        raise Missing(_("There is no such member."))
    naming.set_team(account_id, left, actor=actor, version=line.version)
    return go_to(request, f"/customers/{line.customer_id}", Toast(_("The team is changed")))


@require_GET
def show_group(request: HttpRequest, party_id: UUID) -> HttpResponse:
    """The whole group of companies with figures rolled up."""
    state = load_customer(request, party_id)
    lines = queries.list_tree(state.id, actor=actor_of(request))
    context = {
        "title": _("Group of %(name)s") % {"name": state.name},
        "crumbs": [
            Crumb(_("Customers"), "/customers"),
            Crumb(state.name, f"/customers/{state.id}"),
            Crumb(_("Group of companies")),
        ],
        "lines": [tree_words(one, get_viewer(), state.id) for one in lines],
    }
    return render(request, "accounts/tree.html", context)


def _done(request: HttpRequest, text: str) -> HttpResponse:
    return with_event(close_dialog(Toast(text)), "account-changed")
