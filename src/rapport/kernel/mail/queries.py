"""Reads of the mailbox, for the host alone."""

from collections.abc import Collection
from uuid import UUID

from rapport.kernel.mail.contracts import Carried, MailLine
from rapport.kernel.mail.models import Outgoing


def list_mail(limit: int = 50) -> list[MailLine]:
    """Return the newest letters; those that were sent have no body any more."""
    return [
        MailLine(row.id, row.to, row.subject, row.text, row.status, row.error, row.created_at)
        for row in Outgoing.objects.order_by("-created_at", "-id")[:limit]
    ]


def find_carried(mail_ids: Collection[UUID]) -> dict[UUID, Carried]:
    """Return what became of letters, by id; those that are gone are left out. One query."""
    rows = Outgoing.objects.filter(id__in=tuple(mail_ids)).values_list("id", "status", "error")
    return {mail_id: Carried(status, error) for mail_id, status, error in rows}
