"""What the other side says of deliveries: early, late, twice, in any order; they only move forward."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, get_args
from uuid import UUID

from rapport.collaborative.delivery.contracts import AccountState, Report
from rapport.collaborative.delivery.contracts.carried import ReportState
from rapport.collaborative.delivery.events import DeliverySettled
from rapport.collaborative.delivery.models import Conversation, DeliveryPart, Undeliverable
from rapport.collaborative.delivery.operations import charging
from rapport.collaborative.delivery.operations.rows import (
    Carriage,
    lock_accounts,
    lock_deliveries,
    save_deliveries,
    uuid_array,
    write_reports,
)
from rapport.collaborative.delivery.operations.telling import (
    announce_conversations,
    settled_fact,
    tell_changed,
)
from rapport.collaborative.delivery.rules import states, texts
from rapport.kernel.identity.api import system_actor
from rapport.kernel.statements import planned_cursor
from rapport.kernel.work.api import Work, record_many, unit_of_work

STATES: dict[str, ReportState] = {state: state for state in get_args(ReportState)}
Given = tuple[AccountState, Report]
Step = tuple[Carriage, Report]
_TOKENS = "select token, id from delivery where account_id = any(%s::uuid[]) and token = any(%s::text[])"
_IDS = """
select account_id, external_id, id from delivery
 where account_id = any(%s::uuid[]) and external_id = any(%s::text[]) and external_id <> '' order by id desc
"""
_PARTS = """
select account_id, external_id, delivery_id from delivery_part
 where account_id = any(%s::uuid[]) and external_id = any(%s::text[]) order by id desc
"""
"""Of several with one id the oldest stays."""
_EARLY = """
update delivery_report r set delivery_id = n.delivery_id
  from unnest(%s::uuid[], %s::text[], %s::uuid[]) n(account_id, external_id, delivery_id)
 where r.account_id = n.account_id and r.external_id = n.external_id and r.delivery_id is null
returning r.at, r.id, r.account_id, r.external_id, r.state, r.code, r.detail
"""


def take_report(account: AccountState, report: Report) -> bool:
    """Keep a report and move its delivery forward; returns whether one was found.

    A report by an id that nobody has given yet is kept until somebody has.
    """
    return take_reports([(account, report)])[0]


def take_reports(given: Sequence[Given]) -> list[bool]:
    """Keep reports about deliveries of one business, in the order they came; says which found theirs."""
    with unit_of_work(system_actor(given[0][0].tenant_id)) as work:
        lock_accounts({account.id for account, _ in given})
        names = Names(given)
        rows = lock_deliveries(names.deliveries())
        steps, found = names.keep(rows)
        note_reports(steps, work)
        settle(names.weigh(steps), work)
    return found


def note_reports(steps: Sequence[Step], work: Work) -> None:
    """Keep reports on record as they came; addresses they call dead get nothing more."""
    write_reports([(row.account_id, row.id, report) for row, report in steps])
    dead = {
        (row.channel, row.address): report
        for row, report in steps
        if report.permanent and report.state == "failed"
    }
    if dead:
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


def settle(steps: Sequence[Step], work: Work, *, also: Collection[Carriage] = ()) -> None:
    """Move locked deliveries forward by reports, tell of each step, and write them back, with `also`."""
    moved: dict[UUID, Carriage] = {}
    failed, never, told = set[UUID](), list[UUID](), list[DeliverySettled]()
    for row, report in steps:
        state = states.forward(row.state, report.state)
        if state == row.state:
            continue
        if state == "failed" and row.state == "sending":  # the other side never took it
            never.append(row.id)
        row.state, row.code, row.detail = state, report.code[:40], texts.clean_text(report.detail, 300)
        row.settled_at = work.now
        moved[row.id] = row
        told.append(settled_fact(row, work))
        if state == "failed" and not row.purpose:
            failed.add(row.conversation_id)
    save_deliveries({**{row.id: row for row in also}, **moved}.values())
    record_many(told, work)
    for conversation_id in sorted(failed):
        _ask_again(conversation_id, work)
    announce_conversations(row.conversation_id for row in moved.values())
    charging.release(never, work)


class Names:
    """Whose deliveries reports name: by token, by the id the other side gave, by that of a part."""

    def __init__(self, given: Sequence[Given]) -> None:
        self.given = given
        accounts = [account.id for account, _ in given]
        tokens = {report.token for _, report in given if report.token}
        ids = {report.external_id for _, report in given if report.external_id}
        self.tokens = dict(_select(_TOKENS, accounts, tokens))
        self.ids = {(account_id, name): one for account_id, name, one in _select(_IDS, accounts, ids)}
        self.parts = {(account_id, name): one for account_id, name, one in _select(_PARTS, accounts, ids)}

    def deliveries(self) -> set[UUID]:
        """Every delivery that is named."""
        return {*self.tokens.values(), *self.ids.values(), *self.parts.values()}

    def learn(self, ids: Mapping[tuple[UUID, str], Carriage], parts: Iterable[tuple[UUID, str]]) -> None:
        """Take note of ids the other side gave just now, and which of them are a part's."""
        self.ids |= {key: row.id for key, row in ids.items()}
        self.parts |= {key: ids[key].id for key in parts if key in ids}

    def keep(self, rows: Mapping[UUID, Carriage]) -> tuple[list[Step], list[bool]]:
        """Keep every report; returns whose they are, and of each whether it found its delivery.

        One by an id that nobody has given yet is kept until somebody has.
        """
        found = [self._find(rows, account.id, report) for account, report in self.given]
        named = list(zip(self.given, found, strict=True))
        early = [one for one, row in named if row is None and one[1].external_id]
        write_reports([(account.id, None, report) for account, report in early])
        steps = [(row, report) for (_, report), row in named if row is not None]
        return steps, [row is not None for row in found]

    def _find(self, rows: Mapping[UUID, Carriage], account_id: UUID, report: Report) -> Carriage | None:
        key = (account_id, report.external_id)
        found = self.tokens.get(report.token) or self.ids.get(key) or self.parts.get(key)
        return rows.get(found) if found else None

    def weigh(self, steps: Sequence[Step]) -> list[Step]:
        """Move the parts that are named, and return for each step how far its whole delivery is now."""
        named = {(one, name) for (_, name), one in self.parts.items()}
        return weigh_parts(steps, named)


def find_early(ids: Mapping[tuple[UUID, str], Carriage]) -> list[Step]:
    """Return what was reported by ids before they were given, and note whose it was."""
    if not ids:
        return []
    with planned_cursor() as cursor:
        cursor.execute(
            _EARLY,
            [
                *(uuid_array(account for account, _ in ids), [name for _, name in ids]),
                uuid_array(row.id for row in ids.values()),
            ],
        )
        found = sorted(cursor.fetchall())
    return [
        (ids[account, name], Report(STATES[state], at, external_id=name, code=code, detail=detail))
        for at, _, account, name, state, code, detail in found
    ]


def weigh_parts(steps: Sequence[Step], named: Collection[tuple[UUID, str]]) -> list[Step]:
    """Return what reports mean for whole deliveries: one in parts is as far as its parts together.

    `named` are the parts there are, by delivery and id; those that reports name are moved.
    """
    if not named:
        return list(steps)
    every: dict[UUID, list[DeliveryPart]] = {}
    for one in DeliveryPart.objects.filter(delivery_id__in={key[0] for key in named}).order_by("id"):
        every.setdefault(one.delivery_id, []).append(one)
    weighed, moved = list[Step](), dict[UUID, DeliveryPart]()
    for row, report in steps:
        if (row.id, report.external_id) not in named:
            weighed.append((row, report))
            continue
        for part in every[row.id]:
            if part.external_id == report.external_id:
                part.state = states.forward(part.state, report.state)
                moved[part.id] = part
        whole = states.whole(part.state for part in every[row.id])
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


def _select(statement: str, accounts: Sequence[UUID], names: Collection[str]) -> list[tuple[Any, ...]]:
    if not names:
        return []
    with planned_cursor() as cursor:
        cursor.execute(statement, [uuid_array(set(accounts)), list(names)])
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found
