"""How queues, states and senders are called and coloured."""

from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rapport.collaborative.delivery.api import get_channel
from rapport.kernel.identity.api import find_actor_of
from rapport.ui.api import Label, Tone

QUEUE_LABELS: dict[str, Label] = {
    "mine": _("Mine"),
    "unassigned": _("Nobody’s"),
    "team": _("My teams’"),
    "mentions": _("I am mentioned"),
    "us": _("Waiting for us"),
    "them": _("Waiting for them"),
    "late": _("Late"),
    "review": _("Unknown senders"),
    "snoozed": _("Put off"),
    "closed": _("Closed"),
}
RESTS: tuple[tuple[str, Label], ...] = (
    ("1", _("An hour")),
    ("4", _("Four hours")),
    ("tomorrow", _("Tomorrow, 9 o’clock")),
    ("week", _("Monday, 9 o’clock")),
    ("answer", _("Until they answer")),
)
"""For how long something is put off, as menus offer it."""
STATE_TONES: dict[str, Tone] = {"open": "info", "closed": "plain", "merged": "plain"}
MATCH_TONES: dict[str, Tone] = {
    "known": "plain",
    "new": "warn",
    "several": "warn",
    "claimed": "warn",
    "none": "plain",
}
THERE: dict[str, tuple[Label, Tone]] = {
    "writing": (_("They are writing"), "warn"),
    "here": (_("They are there now"), "good"),
    "gone": (_("They have left"), "plain"),
    "blocked": (_("Blocked"), "bad"),
}
"""Whether the other side is there, on channels that can tell."""
DELIVERY_TONES: dict[str, Tone] = {
    **dict.fromkeys(("waiting", "claimed", "sending"), "info"),
    **dict.fromkeys(("sent", "delivered", "read"), "good"),
    **dict.fromkeys(("failed", "refused"), "bad"),
    "uncertain": "warn",
}


def name_peer(channel: str, peer: str) -> str:
    """Return how the other side is called: their address, or where that says nothing, the end of it."""
    return peer if get_channel(channel).point else gettext("Visitor %(end)s") % {"end": peer[-4:].upper()}


def may_see(request: HttpRequest) -> bool:
    """Tell whether this request may see conversations at all."""
    actor = find_actor_of(request)
    return actor is not None and actor.may("view", "conversation")
