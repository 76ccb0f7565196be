"""The forms of campaigns; sums are typed in major units."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from rapport.collaborative.delivery.api import list_accounts
from rapport.kernel.identity.api import Actor
from rapport.kernel.money.api import to_major, to_minor
from rapport.operational.marketing.contracts import CampaignLine
from rapport.operational.marketing.http.hand_forms import hand_fields, hand_values
from rapport.operational.marketing.operations.drafting import CHANNELS
from rapport.operational.marketing.queries.campaigns import list_campaigns
from rapport.operational.marketing.rules.by_hand import BY_HAND, PARTNER_PURPOSE
from rapport.ui.api import DayInput

PURPOSES = (
    ("marketing", _("Marketing")),
    ("newsletter", _("Newsletter")),
    (PARTNER_PURPOSE, _("Offers of partners")),
)
WAYS = (
    ("", _("By an address of yours (e-mail, SMS)")),
    ("call", _("Call list")),
    ("letter", _("Letter on paper")),
    ("partner", _("By a partner")),
)


FOLLOWED = (("", _("None")), ("open", _("Opened")), ("click", _("Followed a link")))


class NewCampaignForm(forms.Form):
    """A campaign to begin with."""

    name = forms.CharField(label=_("Name"), max_length=160)
    goal = forms.CharField(
        label=_("Goal"), max_length=500, required=False, help_text=_("What shall be different afterwards?")
    )
    channel = forms.ChoiceField(label=_("Goes out"), choices=WAYS, required=False)


class CampaignForm(NewCampaignForm):
    """What a campaign is, whom it writes to as what, and what it may cost."""

    hypothesis = forms.CharField(
        label=_("Hypothesis"),
        max_length=500,
        required=False,
        help_text=_("What do you believe will happen, by how much?"),
    )
    purpose = forms.ChoiceField(
        label=_("Purpose"),
        choices=PURPOSES,
        help_text=_("Only who agreed to this purpose on this channel is written to."),
    )
    hold_out = forms.IntegerField(
        label=_("Held out, in percent"),
        min_value=0,
        max_value=90,
        help_text=_("They are left alone, so that you see what the campaign changed."),
    )
    window_days = forms.IntegerField(label=_("Days that count for the effect"), min_value=1, max_value=366)
    local = forms.BooleanField(label=_("By each one's own clock"), required=False)
    hourly = forms.IntegerField(
        label=_("At most in an hour"), min_value=1, max_value=10_000_000, required=False
    )
    priority = forms.IntegerField(
        label=_("Weight"), min_value=1, max_value=9, help_text=_("9 is the weightiest.")
    )
    rest_days = forms.IntegerField(
        label=_("Days of rest after other campaigns"),
        min_value=0,
        max_value=90,
        help_text=_("Who got one of no less weight in this time is left out. 0 asks for no rest."),
    )
    follow_up = forms.ChoiceField(
        label=_("Answer that becomes a task"),
        choices=FOLLOWED,
        required=False,
        help_text=_("Sales gets it by the next day: whoever looks after the customer, else the owner."),
    )
    budget = forms.DecimalField(
        label=_("Budget"), required=False, min_value=Decimal(0), max_digits=15, decimal_places=2
    )
    cost = forms.DecimalField(
        label=_("Cost beside the messages"),
        required=False,
        min_value=Decimal(0),
        max_digits=15,
        decimal_places=2,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, actor: Actor, line: CampaignLine, data: Any = None) -> None:
        names = ("name", "goal", "hypothesis", "purpose", "hold_out", "window_days", "local", "hourly")
        initial = {
            name: getattr(line, name) for name in (*names, "priority", "rest_days", "follow_up", "version")
        }
        initial["excludes"] = [str(one) for one in line.excludes]
        initial["account_id"] = str(line.account_id or "")
        if line.budget_minor is not None:
            initial["budget"] = to_major(line.budget_minor, line.currency)
        initial["cost"] = to_major(line.cost_minor, line.currency)
        initial["channel"] = line.channel if line.channel in BY_HAND else ""
        initial |= hand_values(line)
        super().__init__(data, initial=initial)
        self.line = line
        self.fields |= hand_fields(line, actor) or {"account_id": _account_field(actor)}
        others = list_campaigns(actor).exclude(id=line.id).order_by("-created_at", "-id")
        self.fields["excludes"] = forms.TypedMultipleChoiceField(
            label=_("Leaves out the people of"),
            choices=[(str(one), name) for one, name in others.values_list("id", "name")[:100]],
            coerce=UUID,
            required=False,
        )
        first = ("name", "goal", "hypothesis", "channel", "account_id", "callers", "call_from", "call_until")
        more = ("tries", "call_order", "partner_id", "reach", "purpose", "hold_out")
        self.order_fields((*first, *more))

    def changes(self) -> dict[str, Any]:
        """Return what differs from the campaign, as an operation takes it."""
        given = dict(self.cleaned_data)
        given.pop("version")
        budget, cost = given.pop("budget"), given.pop("cost")
        currency = self.line.currency
        given["budget_minor"] = None if budget is None else to_minor(budget, currency)
        given["excludes"] = tuple(given["excludes"])
        if "callers" in given:
            given["callers"] = tuple(given["callers"])
        if given["channel"] in BY_HAND and self.line.channel not in BY_HAND:
            given["account_id"] = None
        if given["channel"] == "" and self.line.channel not in BY_HAND:
            del given["channel"]
        given["cost_minor"] = to_minor(cost or Decimal(0), currency)
        return {name: value for name, value in given.items() if getattr(self.line, name) != value}


def _account_field(actor: Actor) -> forms.Field:
    rows = list_accounts(actor).filter(channel__in=CHANNELS, active=True).order_by("name", "id")
    choices = [("", "–"), *((str(row.id), f"{row.name} <{row.address}>") for row in rows)]
    return forms.TypedChoiceField(
        label=_("Sent from"), choices=choices, coerce=UUID, empty_value=None, required=False
    )


class WhenForm(forms.Form):
    """When a campaign goes out."""

    day = forms.DateField(
        label=_("Day"),
        required=False,
        widget=DayInput(),
        help_text=_("Empty: now."),
    )
    time = forms.TimeField(
        label=_("Time of day"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
