"""The words for the use of a model."""

from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rapport.customers.learnt.contracts import Use

Tone = Literal["plain", "info", "good", "warn", "bad", "accent"]
USE_LABELS: dict[Use, Promise] = {
    Use.IN_USE: _("In use"),
    Use.WAITING: _("Waiting"),
    Use.SILENT: _("Says nothing"),
}
USE_TONES: dict[Use, Tone] = {Use.IN_USE: "good", Use.WAITING: "info", Use.SILENT: "plain"}
