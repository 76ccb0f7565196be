"""What kinds, ways, states and steps of requests are called."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from rapport.customers.privacy.models import DataRequest
from rapport.ui.api import Label, Tone

KINDS: Mapping[str, Label] = dict(DataRequest.Kind.choices)
CHANNELS: Mapping[str, Label] = dict(DataRequest.Channel.choices)
STATES: Mapping[str, Label] = dict(DataRequest.State.choices)
STATE_TONES: Mapping[str, Tone] = {
    **{"open": "warn", "identified": "info", "answered": "good", "refused": "bad", "withdrawn": "plain"}
}
HOWS: Mapping[str, Label] = {
    "address": _("Asked back at an address we knew"),
    "document": _("Document seen"),
    "signed_in": _("Signed in"),
    "asked_back": _("Called back"),
    "in_person": _("Known in person"),
}
STEPS: Mapping[str, Label] = {
    "received": _("Came in"),
    "identify": _("Identity checked"),
    "extend": _("Put off"),
    "prepared": _("Archive made"),
    "downloaded": _("Archive downloaded"),
    "answer": _("Answered"),
    "refuse": _("Refused"),
    "withdraw": _("Withdrawn"),
}
STEP_ICONS: Mapping[str, str] = {
    **{"received": "mail", "identify": "shield-check", "extend": "hourglass", "prepared": "archive"},
    **{"downloaded": "download", "answer": "circle-check", "refuse": "x", "withdraw": "undo-2"},
}
MOVES: Mapping[str, Label] = {
    "identify": _("Identity checked"),
    "extend": _("Put off"),
    "answer": _("Answer"),
    "refuse": _("Refuse"),
    "withdraw": _("Withdrawn"),
}
