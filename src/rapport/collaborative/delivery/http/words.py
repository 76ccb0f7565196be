"""How states are called and coloured."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from rapport.collaborative.delivery.models import Conversation, Delivery
from rapport.kernel.identity.api import find_actor_of
from rapport.ui.api import Label, Tone

STATES: dict[str, Label] = dict(Conversation.State.choices)
STATE_TONES: dict[str, Tone] = {"open": "info", "closed": "plain"}
MATCHES: dict[str, Label] = dict(Conversation.Match.choices)
MATCH_TONES: dict[str, Tone] = {"known": "plain", "new": "warn", "several": "warn", "none": "plain"}
DELIVERIES: dict[str, Label] = dict(Delivery.State.choices)
DELIVERY_TONES: dict[str, Tone] = {
    **dict.fromkeys(("waiting", "claimed", "sending"), "info"),
    **dict.fromkeys(("sent", "delivered", "read"), "good"),
    **dict.fromkeys(("failed", "refused"), "bad"),
    "uncertain": "warn",
}
REASONS: dict[str, Label] = {
    "undeliverable": _("Nothing reaches this address any more"),
    "no-consent": _("The customer has not agreed to this"),
    "withdrawn": _("The customer no longer agrees to this"),
    "do-not-contact": _("The customer wishes not to be contacted"),
    "no-server": _("No mail server is set for sending"),
}
REFUSED_FILES: dict[str, Label] = {
    "empty": _("was empty"),
    "large": _("too large, not kept"),
    "program": _("a program, not kept"),
}


def may_see(request: HttpRequest) -> bool:
    """Tell whether this request may see conversations at all."""
    actor = find_actor_of(request)
    return actor is not None and actor.may("view", "conversation")
