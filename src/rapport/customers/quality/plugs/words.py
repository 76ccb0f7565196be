"""Each flaw in words, for lists, cards and the page."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

FLAW_LABELS: Mapping[str, Any] = {
    "email-impossible": _("E-mail at a domain that cannot be"),
    "email-disposable": _("Throw-away e-mail"),
    "phone-impossible": _("Phone number nobody has"),
    "address-postal-code": _("Postal code of another form"),
    "address-incomplete": _("Address lacks what its country needs"),
    "name-placeholder": _("Placeholder for a name"),
    "name-signs": _("Signs no name has"),
    "name-mixed": _("Chinese name that is none"),
}
"""Each flaw in words."""
