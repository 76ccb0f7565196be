"""What states and reasons are called."""

from django.utils.translation import gettext_lazy as _

from rapport.operational.marketing.models import Campaign, CampaignOutcome
from rapport.ui.api import Tone

STATES = dict(Campaign.State.choices)
TONES: dict[str, Tone] = {
    "draft": "plain",
    "asked": "warn",
    "scheduled": "info",
    "sending": "info",
    "paused": "warn",
    "stopped": "bad",
    "done": "good",
}
CALL_STATES = dict(CampaignOutcome.State.choices)
HEARD = {
    "interested": _("Is interested"),
    "bought": _("Bought"),
    "not-interested": _("Is not interested"),
    "later": _("Call later"),
    "no-answer": _("Nobody answered"),
    "wrong-number": _("Wrong number"),
    "returned": _("Letter came back"),
    "stop": _("Wants no more"),
}
"""What came of contacting somebody by hand."""
CHANNELS = {
    "email": _("E-mail"),
    "sms": _("SMS"),
    "call": _("Call list"),
    "letter": _("Letter on paper"),
    "partner": _("By a partner"),
}
REASONS = {
    "calling-hours": _("Outside calling hours"),
    "no-address": _("No address"),
    "no-consent": _("Never agreed"),
    "withdrawn": _("Withdrew consent"),
    "do-not-contact": _("Wants no contact"),
    "undeliverable": _("Address is dead"),
    "same-address": _("Somebody else with this address gets it"),
    "other-campaign": _("Another campaign comes first"),
    "better-campaign": _("A weightier campaign is about to write"),
    "excluded": _("On the list of a campaign that is left out"),
    "full-hour": _("The address's hour is full"),
    "stopped": _("The campaign was stopped"),
    "gone": _("No longer there"),
    "had-enough": _("Had enough messages"),
    "quiet-hours": _("Quiet hours"),
    "budget": _("A budget is used up"),
    "no-tariff": _("Nobody knows what it costs there: a tariff is missing"),
    "no-rate": _("A budget cannot be weighed: an exchange rate is missing"),
    "number-ended": _("The number is not valid at present"),
    "number-cannot": _("The number cannot send this"),
}
OUTCOMES = {
    "planned": _("Planned"),
    "handed": _("Given to the channel"),
    "held-out": _("Held out"),
    "refused": _("Not written to"),
}
