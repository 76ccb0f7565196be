"""Writing letters and carrying them to the mail server."""

import smtplib
import threading
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import structlog
from django.core.mail import EmailMultiAlternatives
from django.db import connections, transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone, translation

from rapport.kernel.ids import new_id
from rapport.kernel.mail.contracts import Enclosure, Letter
from rapport.kernel.mail.models import Enclosed, Outgoing
from rapport.kernel.mail.rules import ATTEMPTS, one_line, pause_after
from rapport.kernel.mail.transport import sender, server

KEEP = timedelta(days=30)
_log = structlog.get_logger(__name__)


def send_letter(
    letter: Letter,
    to: str,
    *,
    locale: str = "en",
    files: Sequence[Enclosure] = (),
    mail_id: UUID | None = None,
) -> UUID:
    """Write a letter; it leaves after the register's transaction commits, or not at all.

    Where no mail server is set it is kept for the host to read. Never waits for the mail server. A letter
    of an id that was written before is not written again: who may be run twice gives one.
    """
    if mail_id is not None and Outgoing.objects.filter(id=mail_id).exists():
        return mail_id
    status = Outgoing.Status.WAITING if server() else Outgoing.Status.KEPT
    values = {"letter": letter, "locale": locale}
    with translation.override(locale):
        text = render_to_string("mail/letter.txt", values)
        html = render_to_string("mail/letter.html", values)
    with transaction.atomic(using="accounts"):
        row = Outgoing.objects.create(
            id=mail_id or new_id(),
            to=one_line(to, 254),
            subject=one_line(letter.subject),
            text=text,
            html=html,
            status=status,
        )
        Enclosed.objects.bulk_create(
            Enclosed(mail_id=row.id, name=one_line(one.name, 120), media=one.media, content=one.content)
            for one in files
        )
    if status == Outgoing.Status.WAITING:
        transaction.on_commit(lambda: _deliver_apart(row.id), using="accounts")
    return row.id


def deliver_due(limit: int = 100) -> int:
    """Deliver letters whose time has come, as after an accident; returns how many left. Safe to run twice."""
    done = 0
    for mail_id in list(
        Outgoing.objects.filter(status=Outgoing.Status.WAITING, due_at__lte=timezone.now())
        .order_by("due_at")
        .values_list("id", flat=True)[:limit]
    ):
        done += deliver(mail_id)
    Outgoing.objects.filter(status=Outgoing.Status.KEPT, created_at__lt=timezone.now() - KEEP).delete()
    on_the_way = Outgoing.objects.filter(status__in=(Outgoing.Status.WAITING, Outgoing.Status.KEPT))
    Enclosed.objects.exclude(mail_id__in=on_the_way.values("id")).delete()
    return done


def deliver(mail_id: UUID) -> bool:
    """Carry one waiting letter to the mail server; returns whether it took it.

    The claim moves the due time on before the server is asked, so that two who try do not both send.
    """
    claimed = Outgoing.objects.filter(
        id=mail_id, status=Outgoing.Status.WAITING, due_at__lte=timezone.now()
    ).update(attempts=F("attempts") + 1, due_at=timezone.now() + timedelta(minutes=5))
    row = Outgoing.objects.filter(id=mail_id).first()
    transport = server()
    if not claimed or row is None or transport is None:
        return False
    message = EmailMultiAlternatives(row.subject, row.text, sender(), [row.to], connection=transport)
    message.extra_headers["Message-ID"] = f"<{row.id}@rapport>"
    message.extra_headers["Auto-Submitted"] = "auto-generated"
    message.attach_alternative(row.html, "text/html")
    for one in Enclosed.objects.filter(mail_id=row.id).order_by("id"):
        message.attach(one.name, bytes(one.content), one.media)
    try:
        message.send()
    except (OSError, smtplib.SMTPException, ValueError) as error:
        _note_failure(row, error)
        return False
    Outgoing.objects.filter(id=row.id).update(
        status=Outgoing.Status.SENT, sent_at=timezone.now(), text="", html="", error=""
    )
    Enclosed.objects.filter(mail_id=row.id).delete()
    return True


def _note_failure(row: Outgoing, error: Exception) -> None:
    over = row.attempts >= ATTEMPTS
    _log.warning("system mail not delivered", mail=str(row.id), attempt=row.attempts, error=str(error)[:200])
    Outgoing.objects.filter(id=row.id).update(
        status=Outgoing.Status.FAILED if over else Outgoing.Status.WAITING,
        due_at=timezone.now() + pause_after(row.attempts),
        error=one_line(str(error)),
    )


def _deliver_apart(mail_id: UUID) -> None:
    """Deliver in a thread: nobody waits, and nobody can tell by the clock whether a letter went out."""

    def run() -> None:
        try:
            deliver(mail_id)
        finally:
            connections["accounts"].close()

    threading.Thread(target=run, name="system-mail", daemon=True).start()
