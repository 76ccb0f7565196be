"""By which ways people join the mobile base, in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rapport.collaborative.mobile.contracts.base import OTHER

WAYS: Mapping[str, str | Promise] = {
    "keyword": _("Keyword"),
    "qr": _("QR code"),
    "form": _("Web form"),
    "list": _("Address list"),
    OTHER: _("Another way"),
}
