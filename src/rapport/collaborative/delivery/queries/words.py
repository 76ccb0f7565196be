"""How states of conversations, senders and deliveries are called."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rapport.collaborative.delivery.models import Conversation, Delivery

STATES: dict[str, str | Promise] = dict(Conversation.State.choices)
MATCHES: dict[str, str | Promise] = dict(Conversation.Match.choices)
DELIVERIES: dict[str, str | Promise] = dict(Delivery.State.choices)
REASONS: dict[str, str | Promise] = {
    "undeliverable": _("Nothing reaches this address any more"),
    "no-consent": _("The customer has not agreed to this"),
    "withdrawn": _("The customer no longer agrees to this"),
    "do-not-contact": _("The customer wishes not to be contacted"),
    "no-server": _("No mail server is set for sending"),
}
"""Why a delivery was not sent, by its code; rooms beside this one add theirs."""


def register_reasons(reasons: Mapping[str, str | Promise]) -> None:
    """Bring words for codes of one's own (in `apps.ready()`)."""
    REASONS.update(reasons)


REFUSED_FILES: dict[str, str | Promise] = {
    "empty": _("was empty"),
    "large": _("too large, not kept"),
    "program": _("a program, not kept"),
}
