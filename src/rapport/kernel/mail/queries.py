"""Reads of the mailbox, for the host alone."""

from rapport.kernel.mail.contracts import MailLine
from rapport.kernel.mail.models import Outgoing


def list_mail(limit: int = 50) -> list[MailLine]:
    """Return the newest letters; those that were sent have no body any more."""
    return [
        MailLine(row.id, row.to, row.subject, row.text, row.status, row.error, row.created_at)
        for row in Outgoing.objects.order_by("-id")[:limit]
    ]
