"""The words of the room's pages."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

FIELD_LABELS: Mapping[str, Any] = {
    "name": _("Name"),
    "email": _("E-mail"),
    "phone": _("Phone"),
    "address": _("Postal address"),
    "country": _("Country"),
    "language": _("Language"),
    "birthday": _("Birthday"),
    "tax-number": _("Tax number"),
    "consent": _("A word about consent"),
}
SOURCE_LABELS: Mapping[str, Any] = {
    "file": _("From files"),
    "program": _("By programs"),
    "hand": _("By hand"),
    "other": _("Otherwise"),
}
LACKING: Mapping[str, str] = {
    "email": "email:empty",
    "phone": "phone:empty",
    "country": "country:empty",
    "language": "language:empty",
    "birthday": "birth_date:empty;kind:is:person",
    "tax-number": "tax_number:empty;kind:is_not:person",
}
"""The filter that lists the customers who lack a field, where lists can be asked for it."""
