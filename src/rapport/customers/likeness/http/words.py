"""What fields, degrees of agreement and thresholds are called."""

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from rapport.ui.api import Tone

FIELDS = {
    "given": _("Given name"),
    "family": _("Family name"),
    "birth": _("Birthday"),
    "email": _("E-mail"),
    "phone": _("Phone"),
    "street": _("Street"),
    "city": _("City"),
    "postcode": _("Postal code"),
    "region": _("Region"),
}
DEGREES = {
    "same": _("same"),
    "similar": _("nearly the same"),
    "swapped": _("given and family name swapped"),
    "alike": _("alike"),
    "differs": _("different"),
}
TONES: dict[str, Tone] = {
    "same": "good",
    "similar": "good",
    "swapped": "good",
    "alike": "warn",
    "differs": "bad",
}


def write_share(share: float) -> str:
    """Return a share of one in percent, with a decimal where it is small or nearly all."""
    percent = min(round(100 * share, 1), 100 if share == 1 else 99.9)
    whole = percent == round(percent) or 2 <= percent <= 98
    return f"{number_format(percent, 0 if whole else 1)}\u00a0%"
