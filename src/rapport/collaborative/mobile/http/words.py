"""How states are called and coloured."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from rapport.collaborative.mobile.models import SmsAnswer
from rapport.kernel.identity.api import find_actor_of
from rapport.ui.api import Label, Tone

LINK_STATES: dict[str, Label] = {"rest": _("At rest"), "work": _("At work")}
LINK_TONES: dict[str, Tone] = {"rest": "plain", "work": "good"}


def may_see(request: HttpRequest) -> bool:
    """Tell whether this request may see what the business is connected to."""
    actor = find_actor_of(request)
    return actor is not None and actor.may("view", "channel")


ANSWERS: dict[str, Label] = {**dict(SmsAnswer.Kind.choices), "nothing": _("Left to services and people")}
ANSWER_TONES: dict[str, Tone] = {
    **dict.fromkeys(("stop", "held"), "warn"),
    **dict.fromkeys(("start", "confirmed", "answered"), "good"),
    **dict.fromkeys(("asked", "nothing"), "info"),
}
