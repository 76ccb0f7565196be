"""What people call the channels a statement may speak of; apart, since the others are pure."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CHANNEL_LABELS: dict[str, Promise] = {
    "email": _("E-mail"),
    "sms": _("SMS"),
    "mms": _("MMS"),
    "phone": _("Phone"),
    "fax": _("Fax"),
    "post": _("Post"),
    "messenger": _("Messenger"),
    "social": _("Social network"),
    "chat": _("Chat"),
    "push": _("Push message"),
}
"""What people call them."""


def name_channel(channel: str) -> str:
    """Return what a channel is called in the active language; one nobody named goes by its own name."""
    return str(CHANNEL_LABELS.get(channel, channel))
