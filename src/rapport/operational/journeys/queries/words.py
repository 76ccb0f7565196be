"""What becomes of people is called."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WHY: dict[str, Promise] = {
    "on-the-way": _("On the way"),
    "done": _("Came to an end"),
    "goal": _("Reached the goal"),
    "fact": _("Did what ends it"),
    "condition": _("Met the conditions that end it"),
    "held-out": _("Held out"),
    "unreached": _("Could not be reached"),
    "stopped": _("The journey was stopped"),
    "too-long": _("Went in circles too long"),
}
