"""Urgent needs: raised, listed, shown with their clock, taken care of, resolved."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from rapport.customers.accounts import queries
from rapport.customers.accounts.http.cards import need_words
from rapport.customers.accounts.http.words import OUTCOMES, name_levels
from rapport.customers.accounts.models import UrgentNeed
from rapport.customers.accounts.operations import needs
from rapport.kernel.errors import Conflict, Invalid
from rapport.kernel.identity.api import actor_of
from rapport.ui.api import Action, Crumb, Empty, Toast, answer_dialog, go_to, put_errors

SHOWN = 100


class NeedForm(forms.Form):
    """What is needed at once."""

    title = forms.CharField(label=gettext_lazy("What is needed"), max_length=200)
    detail = forms.CharField(
        label=gettext_lazy("In more words"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class OutcomeForm(forms.Form):
    """What came of a need."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Outcome"), choices=[one for one in UrgentNeed.Outcome.choices if one[0]]
    )
    note = forms.CharField(
        label=gettext_lazy("Note"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


def raise_need(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """The dialog that says what is urgent; the first of the team are written to at once."""
    actor = actor_of(request)
    queries.get_account(account_id, actor=actor)
    form = NeedForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            need = needs.raise_need(account_id, actor=actor, **form.cleaned_data)
        except (Invalid, Conflict) as error:
            put_errors(form, error)
        else:
            return go_to(request, f"/needs/{need.id}", Toast(_("The team is called; the clock runs")))
    return answer_dialog(request, _("Urgent need"), form, request.path, _("Call the team"))


@require_GET
def show_needs(request: HttpRequest) -> HttpResponse:
    """Urgent needs that are not over, those with the next step first."""
    actor = actor_of(request)
    rows = queries.list_needs(actor).exclude(state="resolved").order_by("-id")[:SHOWN]
    lines = sorted(
        queries.need_lines(rows), key=lambda one: (one.next_at is None, one.next_at or one.raised_at)
    )
    context = {
        "title": _("Urgent needs"),
        "crumbs": [Crumb(_("Key accounts"), "/accounts"), Crumb(_("Urgent needs"))],
        "needs": [need_words(one) for one in lines],
        "empty": Empty(
            _("Nothing is urgent"), _("Needs are raised on the page of a key account."), icon="circle-check"
        ),
    }
    return render(request, "accounts/needs.html", context)


@require_GET
def show_need(request: HttpRequest, need_id: UUID) -> HttpResponse:
    """One need: its clock step by step, and what can be done."""
    actor = actor_of(request)
    line = queries.get_need(need_id, actor=actor)
    may = actor.may("edit", "account")
    actions = []
    if may and line.state == "open":
        actions.append(
            Action(_("I take care of it"), f"/needs/{need_id}/acknowledge", icon="hand", main=True, post=True)
        )
    if may and line.state != "resolved":
        actions.append(Action(_("Resolve"), f"/needs/{need_id}/resolve", icon="circle-check", dialog=True))
    context = {
        "title": line.title,
        "crumbs": [
            Crumb(_("Key accounts"), "/accounts"),
            Crumb(_("Urgent needs"), "/needs"),
            Crumb(line.title),
        ],
        "actions": actions,
        **need_words(line),
        "level": name_levels()[line.level],
        "outcome": OUTCOMES.get(line.outcome, ""),
    }
    return render(request, "accounts/need.html", context)


@require_POST
def acknowledge(request: HttpRequest, need_id: UUID) -> HttpResponse:
    """Take care of a need; the clock stands."""
    try:
        needs.acknowledge_need(need_id, actor=actor_of(request))
    except Conflict as error:
        return go_to(request, f"/needs/{need_id}", Toast(error.message, "bad"))
    return go_to(request, f"/needs/{need_id}", Toast(_("The clock stands. It is yours.")))


def resolve(request: HttpRequest, need_id: UUID) -> HttpResponse:
    """The dialog that ends a need with what came of it."""
    actor = actor_of(request)
    queries.get_need(need_id, actor=actor)
    form = OutcomeForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            needs.resolve_need(need_id, actor=actor, **form.cleaned_data)
        except (Invalid, Conflict) as error:
            put_errors(form, error)
        else:
            return go_to(request, f"/needs/{need_id}", Toast(_("Resolved")))
    return answer_dialog(request, _("What came of it?"), form, request.path, _("Resolve"))
