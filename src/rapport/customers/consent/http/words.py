"""The words of channels, purposes and origins."""

from django.utils.translation import gettext_lazy as _

from rapport.ui.api import Label

ICONS = {
    "email": "mail",
    "sms": "message-square",
    "mms": "image",
    "phone": "phone",
    "fax": "printer",
    "post": "mailbox",
    "messenger": "message-circle",
    "social": "share-2",
    "chat": "messages-square",
    "push": "bell",
}
PURPOSES: dict[str, Label] = {
    "newsletter": _("Newsletter"),
    "marketing": _("Marketing"),
    "service": _("Service"),
    "surveys": _("Surveys"),
    "profiling": _("Profiling"),
}
ORIGINS: dict[str, Label] = {
    "own": _("Own"),
    "purchased": _("Purchased"),
    "rented": _("Rented"),
    "self": _("Self-registered"),
}
