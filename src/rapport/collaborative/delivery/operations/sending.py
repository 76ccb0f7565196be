"""One delivery's way out: handed over, sent, tried again, given up; each step commits before the next."""

from uuid import UUID

from django.urls import reverse

from rapport.collaborative.delivery.contracts import (
    Accepted,
    AccountState,
    Outbound,
    OutFile,
    Report,
    Retry,
    Unacceptable,
)
from rapport.collaborative.delivery.models import (
    AccountHealth,
    Delivery,
    DeliveryReport,
    Message,
    MessageFile,
)
from rapport.collaborative.delivery.operations.reporting import report_of, settle
from rapport.collaborative.delivery.queries.accounts import state_of
from rapport.collaborative.delivery.rules import states
from rapport.kernel.blobs.api import open_blob
from rapport.kernel.identity.api import absolute, system_actor
from rapport.kernel.work.api import Work, unit_of_work

ANSWERED = 20
"""How many of the messages before are named as answered."""


def hand_over(tenant_id: UUID, delivery_id: UUID) -> tuple[AccountState, Outbound] | None:
    """Mark a claimed delivery as being sent, and return it; None where it is no longer claimed.

    From the commit on nobody but the other side knows whether it was sent.
    """
    with unit_of_work(system_actor(tenant_id)):
        rows = Delivery.objects.select_for_update(of=("self",)).filter(id=delivery_id, state="claimed")
        row = rows.select_related("account", "message").first()
        if row is None:
            return None
        row.state, row.tries = "sending", row.tries + 1
        row.save(update_fields=["state", "tries"])
        return state_of(row.account), outbound_of(row)


def outbound_of(row: Delivery) -> Outbound:
    """Return a delivery as its channel carries it; the same however often it is asked."""
    message = row.message
    before = Message.objects.filter(conversation_id=message.conversation_id, at__lte=message.at)
    answers = before.exclude(reference="").exclude(id=message.id).order_by("-at", "-id")
    names = list(answers.values_list("reference", flat=True)[:ANSWERED])
    leave = absolute(reverse("delivery_leave", args=(row.token,))) if row.purpose else ""
    return Outbound(
        id=row.id,
        token=row.token,
        reference=message.reference,
        address=row.address,
        subject=message.subject,
        text=message.text,
        at=message.at,
        sender_name=message.sender_name,
        purpose=row.purpose,
        leave=leave,
        answers=tuple(reversed(names)),
        files=tuple(_file(one) for one in MessageFile.objects.filter(message=message).order_by("position")),
    )


def _file(row: MessageFile) -> OutFile:
    if row.blob_id is None:
        return OutFile(row.name, row.media_type, b"")
    with open_blob(row.blob_id) as file:
        return OutFile(row.name, row.media_type, file.read())


def note_sent(tenant_id: UUID, delivery_id: UUID, accepted: Accepted) -> None:
    """Note that the other side took a delivery, and what it reported of it before that was known."""
    with unit_of_work(system_actor(tenant_id)) as work:
        row = _lock(delivery_id)
        row.external_id = accepted.external_id[:400]
        row.units, row.cost = accepted.quote.units, accepted.quote.cost
        row.currency, row.sent_at = accepted.quote.currency, work.now
        row.code = row.detail = ""
        row.save(update_fields=["external_id", "units", "cost", "currency", "sent_at", "code", "detail"])
        settle(row, Report("sent", work.now), work)
        if row.external_id:
            early = DeliveryReport.objects.filter(
                account_id=row.account_id, external_id=row.external_id, delivery=None
            )
            for one in early.order_by("at", "id"):
                settle(row, report_of(one), work, kept=True)
            early.update(delivery=row)
        AccountHealth.objects.filter(account_id=row.account_id).update(last_out_at=work.now)


def note_retry(tenant_id: UUID, delivery_id: UUID, reason: Retry) -> None:
    """Have a delivery wait for another try, or give it up after the last."""
    with unit_of_work(system_actor(tenant_id)) as work:
        row = _lock(delivery_id)
        row.code, row.detail = reason.code[:40], reason.message[:300]
        if row.tries >= states.ATTEMPTS:
            settle(row, Report("failed", work.now, code=row.code, detail=row.detail), work)
            return
        row.state, row.due_at = "waiting", work.now + states.pause_after(row.tries, reason.wait)
        row.save(update_fields=["state", "due_at", "code", "detail"])


def note_unacceptable(tenant_id: UUID, delivery_id: UUID, reason: Unacceptable) -> None:
    """Note that the other side refused a delivery for good; a dead address is not tried again."""
    with unit_of_work(system_actor(tenant_id)) as work:
        report = Report("failed", work.now, code=reason.code, detail=reason.message, permanent=reason.dead)
        settle(_lock(delivery_id), report, work)


def note_uncertain(tenant_id: UUID, delivery_id: UUID, detail: str) -> None:
    """Note that nobody can tell whether a delivery was sent."""
    with unit_of_work(system_actor(tenant_id)) as work:
        doubt(_lock(delivery_id), detail, work)


def recover(tenant_id: UUID, channel: str) -> dict[str, int]:
    """Settle what a dead process of this channel held; returns how many wait again, how many are uncertain.

    Only the one process that holds the channel may call this.
    """
    counted = {"waiting": 0, "uncertain": 0}
    with unit_of_work(system_actor(tenant_id)) as work:
        rows = Delivery.objects.select_for_update(of=("self",)).filter(
            channel=channel, state__in=("claimed", "sending")
        )
        for row in rows.select_related("message").order_by("id"):
            if row.state == "claimed":
                row.state = "waiting"
                row.save(update_fields=["state"])
            else:
                doubt(row, "The sender ended while it was being sent.", work)
            counted[row.state] += 1
    return counted


def doubt(row: Delivery, detail: str, work: Work) -> None:
    """Keep on record that it may have been sent; an answer is sent again under the same reference."""
    after = states.after_death(row.state, row.purpose)
    settle(row, Report("uncertain", work.now, detail=detail), work)
    if after == "waiting":
        row.state, row.due_at, row.detail = "waiting", work.now, detail[:300]
        row.save(update_fields=["state", "due_at", "detail"])


def _lock(delivery_id: UUID) -> Delivery:
    rows = Delivery.objects.select_for_update(of=("self",)).select_related("message")
    return rows.get(id=delivery_id)
