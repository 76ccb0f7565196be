"""What the other side says of deliveries: early, late, twice, in any order; they only move forward."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import get_args
from uuid import UUID

from rapport.collaborative.delivery.contracts import AccountState, Report
from rapport.collaborative.delivery.contracts.carried import ReportState
from rapport.collaborative.delivery.models import (
    Conversation,
    Delivery,
    DeliveryPart,
    DeliveryReport,
    Undeliverable,
)
from rapport.collaborative.delivery.operations import charging
from rapport.collaborative.delivery.operations.rows import lock_accounts, lock_deliveries, save_deliveries
from rapport.collaborative.delivery.operations.telling import (
    announce_conversations,
    tell_changed,
    tell_settled,
)
from rapport.collaborative.delivery.rules import states, texts
from rapport.kernel.identity.api import system_actor
from rapport.kernel.work.api import Work, unit_of_work

STATES: dict[str, ReportState] = {state: state for state in get_args(ReportState)}
Step = tuple[Delivery, Report]


def take_report(account: AccountState, report: Report) -> bool:
    """Keep a report and move its delivery forward; returns whether one was found.

    A report by an id that nobody has given yet is kept until somebody has.
    """
    return take_reports([(account, report)])[0]


def take_reports(given: Sequence[tuple[AccountState, Report]]) -> list[bool]:
    """Keep reports about deliveries of one business, in the order they came; says which found theirs."""
    with unit_of_work(system_actor(given[0][0].tenant_id)) as work:
        lock_accounts({account.id for account, _ in given})
        names = _Names(given)
        rows = lock_deliveries(names.deliveries())
        found = [names.find(rows, account.id, report) for account, report in given]
        early = [
            (account.id, report)
            for (account, report), row in zip(given, found, strict=True)
            if row is None and report.external_id
        ]
        DeliveryReport.objects.bulk_create(_record(report, account_id, None) for account_id, report in early)
        steps = [(row, report) for (_, report), row in zip(given, found, strict=True) if row is not None]
        note_reports(steps, work)
        settle(names.weigh(steps), work)
    return [row is not None for row in found]


def note_reports(steps: Sequence[Step], work: Work) -> None:
    """Keep reports on record as they came; addresses they call dead get nothing more."""
    DeliveryReport.objects.bulk_create(_record(report, row.account_id, row) for row, report in steps)
    dead = {
        (row.channel, row.address): report
        for row, report in steps
        if report.permanent and report.state == "failed"
    }
    Undeliverable.objects.bulk_create(
        (
            Undeliverable(
                channel=channel,
                address=address,
                code=report.code[:40],
                detail=report.detail[:300],
                at=work.now,
            )
            for (channel, address), report in dead.items()
        ),
        ignore_conflicts=True,
    )


def settle(steps: Sequence[Step], work: Work, *, also: Collection[Delivery] = ()) -> None:
    """Move locked deliveries forward by reports, tell of each step, and write them back, with `also`."""
    moved: dict[UUID, Delivery] = {}
    failed, never = set[UUID](), list[UUID]()
    for row, report in steps:
        state = states.forward(row.state, report.state)
        if state == row.state:
            continue
        if state == "failed" and row.state == "sending":  # the other side never took it
            never.append(row.id)
        row.state, row.code, row.detail = state, report.code[:40], texts.clean_text(report.detail, 300)
        row.settled_at = work.now
        moved[row.id] = row
        tell_settled(row, work)
        if state == "failed" and not row.purpose:
            failed.add(row.message.conversation_id)
    save_deliveries({**{row.id: row for row in also}, **moved}.values())
    for conversation_id in sorted(failed):
        _ask_again(conversation_id, work)
    announce_conversations(row.message.conversation_id for row in moved.values())
    charging.release(never, work)


def report_of(row: DeliveryReport) -> Report:
    """Return a kept report as it came."""
    return Report(STATES[row.state], row.at, external_id=row.external_id, code=row.code, detail=row.detail)


class _Names:
    """Whose deliveries reports name: by token, by the id the other side gave, by that of a part."""

    def __init__(self, given: Sequence[tuple[AccountState, Report]]) -> None:
        accounts = {account.id for account, _ in given}
        tokens = {report.token for _, report in given if report.token}
        ids = {report.external_id for _, report in given if report.external_id}
        own = Delivery.objects.filter(account_id__in=accounts)
        self.tokens = dict(own.filter(token__in=tokens).values_list("token", "id")) if tokens else {}
        self.ids: dict[tuple[UUID, str], UUID] = {}
        self.parts: dict[tuple[UUID, str], DeliveryPart] = {}
        if ids:
            named = own.filter(external_id__in=ids).order_by("-id")
            self.ids = {(one.account_id, one.external_id): one.id for one in named}
            parts = DeliveryPart.objects.filter(account_id__in=accounts, external_id__in=ids)
            self.parts = {(one.account_id, one.external_id): one for one in parts.order_by("-id")}

    def deliveries(self) -> set[UUID]:
        """Every delivery that is named."""
        return {*self.tokens.values(), *self.ids.values(), *(one.delivery_id for one in self.parts.values())}

    def find(self, rows: Mapping[UUID, Delivery], account_id: UUID, report: Report) -> Delivery | None:
        """The delivery a report is about, or None."""
        key = (account_id, report.external_id)
        part = self.parts.get(key)
        found = self.tokens.get(report.token) or self.ids.get(key) or (part.delivery_id if part else None)
        return rows.get(found) if found else None

    def weigh(self, steps: Sequence[Step]) -> list[Step]:
        """Return what the reports mean for whole deliveries: one in parts is as far as its parts together."""
        return weigh_parts(steps, {(one.delivery_id, one.external_id): one for one in self.parts.values()})


def weigh_parts(steps: Sequence[Step], named: dict[tuple[UUID, str], DeliveryPart]) -> list[Step]:
    """Move the parts that are named, and return for each step how far its whole delivery is now."""
    if not named:
        return list(steps)
    every: dict[UUID, dict[UUID, DeliveryPart]] = {}
    for one in DeliveryPart.objects.filter(delivery_id__in={key[0] for key in named}):
        every.setdefault(one.delivery_id, {})[one.id] = one
    weighed, moved = list[Step](), dict[UUID, DeliveryPart]()
    for row, report in steps:
        part = named.get((row.id, report.external_id))
        if part is None:
            weighed.append((row, report))
            continue
        own = every[row.id][part.id]
        own.state = states.forward(own.state, report.state)
        moved[own.id] = own
        whole = states.whole(one.state for one in every[row.id].values())
        weighed.append((row, replace(report, state=STATES[whole])))
    DeliveryPart.objects.bulk_update(moved.values(), ["state"])
    return weighed


def _ask_again(conversation_id: UUID, work: Work) -> None:
    """An answer that did not arrive leaves its customer waiting."""
    thread = Conversation.objects.select_for_update().get(id=conversation_id)
    if thread.waiting_since is None:
        thread.waiting_since, thread.state, thread.version = work.now, "open", thread.version + 1
        thread.save(update_fields=["waiting_since", "state", "version"])
        tell_changed(thread, work)


def _record(report: Report, account_id: UUID, delivery: Delivery | None) -> DeliveryReport:
    return DeliveryReport(
        delivery=delivery,
        account_id=account_id,
        external_id=report.external_id[:400],
        state=report.state,
        code=report.code[:40],
        detail=texts.clean_text(report.detail, 300),
        at=report.at,
    )
