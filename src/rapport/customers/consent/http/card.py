"""May we: the present state by purpose and channel, the wishes, and how both are changed."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from rapport.customers.consent.contracts import ConsentDraft, ConsentLine, PreferenceState
from rapport.customers.consent.contracts.channels import CHANNEL_LABELS, name_channel
from rapport.customers.consent.http.words import ICONS, ORIGINS, PURPOSES
from rapport.customers.consent.operations.statements import record_consent, set_preference
from rapport.customers.consent.queries import consents_of, get_preference, list_ledger
from rapport.customers.party.api import get_customer, seen_of
from rapport.kernel.errors import Invalid
from rapport.kernel.identity.api import actor_of
from rapport.ui.api import Crumb, Toast, answer_dialog, close_dialog, put_errors, with_event, with_toast


class ConsentForm(forms.Form):
    """A statement to be kept."""

    purpose = forms.CharField(
        label=gettext_lazy("Purpose"),
        initial="newsletter",
        max_length=40,
        help_text=gettext_lazy("One short word: newsletter, marketing, service, surveys, profiling."),
    )
    channel = forms.ChoiceField(label=gettext_lazy("Channel"), choices=list(CHANNEL_LABELS.items()))
    given = forms.TypedChoiceField(
        label=gettext_lazy("Statement"),
        choices=(("yes", gettext_lazy("Given")), ("no", gettext_lazy("Withdrawn"))),
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        initial="yes",
    )
    origin = forms.ChoiceField(label=gettext_lazy("Origin"), choices=list(ORIGINS.items()), initial="own")
    source = forms.CharField(label=gettext_lazy("Where it was taken"), max_length=120, required=False)
    proof = forms.CharField(
        label=gettext_lazy("How it can be shown"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class WishesForm(forms.Form):
    """How a customer wishes to be contacted."""

    do_not_contact = forms.BooleanField(label=gettext_lazy("Do not contact at all"), required=False)
    preferred_channel = forms.ChoiceField(
        label=gettext_lazy("Preferred channel"), choices=[("", "–"), *CHANNEL_LABELS.items()], required=False
    )
    quiet_from = forms.TimeField(
        label=gettext_lazy("Quiet from"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    quiet_to = forms.TimeField(
        label=gettext_lazy("Quiet until"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )


def draw_may_we(request: HttpRequest, subject: UUID | None) -> str:
    """The card's body."""
    if subject is None:
        return ""
    actor, party = actor_of(request), seen_of(request, subject)
    wishes = get_preference(party, actor=actor)
    context = {
        "party_id": subject,
        "lines": [_write(line) for line in consents_of(request, party, actor=actor)],
        "wishes": wishes,
        "preferred": CHANNEL_LABELS.get(wishes.preferred_channel, ""),
        "may_change": actor.may("edit", "customer") and actor.may_write("customer", "consents"),
    }
    return render_to_string("consent/card.html", context, request)


def show_card(request: HttpRequest, party_id: UUID) -> HttpResponse:
    """The card's body, again after a change."""
    return HttpResponse(draw_may_we(request, party_id))


def record(request: HttpRequest, party_id: UUID) -> HttpResponse:
    """The dialog of a new statement."""
    actor = actor_of(request)
    get_customer(party_id, actor=actor)
    form = ConsentForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            record_consent(ConsentDraft(party_id, **form.cleaned_data), actor=actor)
        except Invalid as error:
            put_errors(form, error)
        else:
            return with_event(close_dialog(Toast(_("Kept in the ledger"))), "consent-changed")
    return answer_dialog(request, _("Record a statement"), form, request.path, _("Keep"))


@require_POST
def turn(request: HttpRequest, party_id: UUID) -> HttpResponse:
    """Withdraw what was given, or give what was withdrawn: a new line of the ledger."""
    given = request.POST.get("given") == "1"
    purpose, channel = request.POST.get("purpose", ""), request.POST.get("channel", "")
    draft = ConsentDraft(
        party_id, purpose, channel, given, contact=request.POST.get("contact", ""), source=_("Customer page")
    )
    record_consent(draft, actor=actor_of(request))
    words = _("Consent given") if given else _("Consent withdrawn")
    return with_toast(HttpResponse(draw_may_we(request, party_id)), Toast(words))


def edit_wishes(request: HttpRequest, party_id: UUID) -> HttpResponse:
    """The dialog of wishes and quiet hours."""
    actor = actor_of(request)
    now = get_preference(party_id, actor=actor)
    names = ("do_not_contact", "preferred_channel", "quiet_from", "quiet_to")
    form = WishesForm(
        request.POST if request.method == "POST" else None,
        initial={name: getattr(now, name) for name in names},
    )
    if form.is_bound and form.is_valid():
        try:
            set_preference(party_id, PreferenceState(zone=now.zone, **form.cleaned_data), actor=actor)
        except Invalid as error:
            put_errors(form, error)
        else:
            return with_event(close_dialog(Toast(_("Saved"))), "consent-changed")
    return answer_dialog(request, _("Wishes and quiet hours"), form, request.path)


def show_ledger(request: HttpRequest, party_id: UUID) -> HttpResponse:
    """Every statement ever, newest first."""
    actor = actor_of(request)
    state = get_customer(party_id, actor=actor)
    context = {
        "title": _("Consents"),
        "lead": state.name,
        "lines": [_write(line) for line in list_ledger(party_id, actor=actor)],
        "crumbs": [
            Crumb(_("Customers"), "/customers"),
            Crumb(state.name, f"/customers/{state.id}"),
            Crumb(_("Consents")),
        ],
    }
    return render(request, "consent/ledger.html", context)


def _write(line: ConsentLine) -> dict[str, Any]:
    return {
        "line": line,
        "purpose": PURPOSES.get(line.purpose, line.purpose),
        "channel": name_channel(line.channel),
        "icon": ICONS.get(line.channel, "circle"),
        "origin": ORIGINS.get(line.origin, line.origin),
    }
