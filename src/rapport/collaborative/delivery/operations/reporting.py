"""What the other side says of deliveries: early, late, twice, in any order; they only move forward."""

from typing import get_args
from uuid import UUID

from rapport.collaborative.delivery.contracts import AccountState, Report
from rapport.collaborative.delivery.contracts.carried import ReportState
from rapport.collaborative.delivery.models import Conversation, Delivery, DeliveryReport, Undeliverable
from rapport.collaborative.delivery.operations.telling import (
    announce_conversation,
    tell_changed,
    tell_settled,
)
from rapport.collaborative.delivery.rules import states, texts
from rapport.kernel.identity.api import system_actor
from rapport.kernel.work.api import Work, unit_of_work

STATES: dict[str, ReportState] = {state: state for state in get_args(ReportState)}


def take_report(account: AccountState, report: Report) -> bool:
    """Keep a report and move its delivery forward; returns whether one was found.

    A report by an id that nobody has given yet is kept until somebody has.
    """
    with unit_of_work(system_actor(account.tenant_id)) as work:
        row = _find(account.id, report)
        if row is not None:
            settle(row, report, work)
        elif report.external_id:
            _write(report, account.id, None)
    return row is not None


def settle(row: Delivery, report: Report, work: Work, *, kept: bool = False) -> None:
    """Move a locked delivery forward by a report and tell of it; `kept`: the report is on record."""
    if not kept:
        _write(report, row.account_id, row)
    state = states.forward(row.state, report.state)
    if report.permanent and report.state == "failed":
        Undeliverable.objects.get_or_create(
            channel=row.channel,
            address=row.address,
            defaults={"code": report.code[:40], "detail": report.detail[:300], "at": work.now},
        )
    if state == row.state:
        return
    row.state, row.code, row.detail = state, report.code[:40], report.detail[:300]
    row.settled_at = work.now
    row.save(update_fields=["state", "code", "detail", "settled_at"])
    tell_settled(row, work)
    if state == "failed" and not row.purpose:
        _ask_again(row.message.conversation_id, work)
    announce_conversation(row.message.conversation_id)


def report_of(row: DeliveryReport) -> Report:
    """Return a kept report as it came."""
    return Report(STATES[row.state], row.at, code=row.code, detail=row.detail)


def _ask_again(conversation_id: UUID, work: Work) -> None:
    """An answer that did not arrive leaves its customer waiting."""
    thread = Conversation.objects.select_for_update().get(id=conversation_id)
    if thread.waiting_since is None:
        thread.waiting_since, thread.state, thread.version = work.now, "open", thread.version + 1
        thread.save(update_fields=["waiting_since", "state", "version"])
        tell_changed(thread, work)


def _find(account_id: UUID, report: Report) -> Delivery | None:
    rows = Delivery.objects.select_for_update(of=("self",)).filter(account_id=account_id)
    if report.token:
        rows = rows.filter(token=report.token)
    elif report.external_id:
        rows = rows.filter(external_id=report.external_id)
    else:
        return None
    return rows.select_related("message").order_by("id").first()


def _write(report: Report, account_id: UUID, delivery: Delivery | None) -> None:
    DeliveryReport.objects.create(
        delivery=delivery,
        account_id=account_id,
        external_id=report.external_id[:400],
        state=report.state,
        code=report.code[:40],
        detail=texts.clean_text(report.detail, 300),
        at=report.at,
    )
