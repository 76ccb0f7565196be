"""How numbers, tariffs and budgets are called and coloured."""

from collections.abc import Mapping

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from rapport.collaborative.tariffs.models import MessageBudget, MessageCharge, MessageTariff, ServiceNumber
from rapport.kernel.identity.api import find_actor_of
from rapport.ui.api import Label, Tone

NUMBERS, TARIFFS, BUDGETS = "/settings/service-numbers", "/settings/tariffs", "/settings/budgets"
COSTS, CHARGES = "/message-costs", "/message-costs/messages"
CAPABILITIES: Mapping[str, Label] = dict(ServiceNumber.Capability.choices)
KINDS: Mapping[str, Label] = dict(MessageTariff.Kind.choices)
KIND_TONES: Mapping[str, Tone] = {"normal": "plain", "free": "good", "premium": "info"}
DIRECTIONS: Mapping[str, Label] = dict(MessageTariff.Direction.choices)
REACHES: Mapping[str, Label] = dict(MessageBudget.Reach.choices)
PERIODS: Mapping[str, Label] = dict(MessageBudget.Period.choices)
CHARGE_STATES: Mapping[str, Label] = dict(MessageCharge.State.choices)
VALIDITY: Mapping[str, Label] = {
    "coming": _("Not yet valid"),
    "valid": _("Valid"),
    "ended": _("No longer valid"),
}
VALIDITY_TONES: Mapping[str, Tone] = {"coming": "info", "valid": "good", "ended": "plain"}
LEVELS: Mapping[str, Label] = {
    "rest": _("At rest"),
    "free": _("Money is left"),
    "nearly": _("Nearly used up"),
    "gone": _("Used up"),
    "unknown": _("A rate is missing"),
}
LEVEL_TONES: Mapping[str, Tone] = {
    **{"rest": "plain", "free": "good", "nearly": "warn", "gone": "bad", "unknown": "warn"},
}


def may_see(request: HttpRequest) -> bool:
    """Tell whether this request may see what messages cost."""
    actor = find_actor_of(request)
    return actor is not None and actor.may("view", "channel")
