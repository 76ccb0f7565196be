"""The front door of the system's own mail."""

from rapport.kernel.mail.contracts import Button, Carried, Enclosure, Letter, MailLine
from rapport.kernel.mail.operations import deliver_due, send_letter
from rapport.kernel.mail.queries import find_carried, list_mail
from rapport.kernel.mail.transport import has_server

__all__ = [
    "Button",
    "Carried",
    "Enclosure",
    "Letter",
    "MailLine",
    "deliver_due",
    "find_carried",
    "has_server",
    "list_mail",
    "send_letter",
]
