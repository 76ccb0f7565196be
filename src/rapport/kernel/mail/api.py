"""The front door of the system's own mail."""

from rapport.kernel.mail.contracts import Button, Letter, MailLine
from rapport.kernel.mail.operations import deliver_due, send_letter
from rapport.kernel.mail.queries import list_mail
from rapport.kernel.mail.transport import has_server

__all__ = ["Button", "Letter", "MailLine", "deliver_due", "has_server", "list_mail", "send_letter"]
