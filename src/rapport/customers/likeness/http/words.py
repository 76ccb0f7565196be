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
    percent = 100 * share
    decimals = 0 if percent in (0.0, 100.0) or 2 <= percent <= 98 else 1
    return f"{number_format(percent, decimals)} %"
