"""Deliveries as the way out works on them: read with their messages and written back, a statement for all."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection

from rapport.collaborative.delivery.contracts import Report
from rapport.collaborative.delivery.models import Conversation
from rapport.collaborative.delivery.rules.texts import clean_text
from rapport.kernel.ids import new_id
from rapport.kernel.statements import as_json, execute_planned, planned_cursor, update_rows


@dataclass(slots=True, eq=False)
class Carriage:
    """A delivery (see its model) and what is asked of its message; `sender` is the business's own address."""

    id: UUID
    message_id: UUID
    account_id: UUID
    party_id: UUID | None
    channel: str
    address: str
    purpose: str
    group_id: UUID | None
    state: str
    token: str
    external_id: str
    code: str
    detail: str
    tries: int
    units: int
    cost: Decimal | None
    currency: str
    due_at: datetime
    sent_at: datetime | None
    settled_at: datetime | None
    conversation_id: UUID
    sender: str
    text: str


_OWN = (
    *("id", "message_id", "account_id", "party_id", "channel", "address", "purpose", "group_id", "state"),
    *("token", "external_id", "code", "detail", "tries", "units", "cost", "currency", "due_at", "sent_at"),
    "settled_at",
)
_READ = "select {}, m.conversation_id, m.sender, m.text from delivery d join message m on m.id = d.message_id"
_READ = _READ.format(", ".join(f"d.{name}" for name in _OWN))
_LOCK = f"{_READ} where d.id = any(%s::uuid[]) order by d.id for update of d"
_DUE = f"""{_READ} where d.account_id = %s and d.state = 'waiting' and d.due_at <= %s
 order by d.due_at, d.id limit %s for update of d skip locked"""
_SENDING = "update delivery set state = 'sending', tries = tries + 1 where id = any(%s::uuid[])"
_KINDS = {
    **{"state": "text", "code": "text", "detail": "text", "external_id": "text", "tries": "int2"},
    **{"units": "int2", "cost": "numeric", "currency": "text"},
    **{"due_at": "timestamptz", "sent_at": "timestamptz", "settled_at": "timestamptz"},
}
_REPORT = """
insert into delivery_report (id, delivery_id, account_id, external_id, state, code, detail, at)
select * from json_to_recordset(%s::json) as n(id uuid, delivery_id uuid, account_id uuid, external_id text,
                                               state text, code text, detail text, at timestamptz)
"""
_THREAD = {
    **{"messages": "int4", "version": "int4", "state": "text", "preview": "text", "team_id": "uuid"},
    **{"tags": "text[]", "last_at": "timestamptz", "snoozed_until": "timestamptz"},
    **{"waiting_since": "timestamptz", "answer_due_at": "timestamptz"},
}


def lock_accounts(ids: Iterable[UUID]) -> None:
    """Have what is noted of an account's deliveries wait for each other, until the transaction ends.

    Otherwise a report that overtakes its delivery's id could be kept unseen while the id is.
    """
    with connection.cursor() as cursor:
        for account_id in sorted(ids):
            cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"account {account_id}"])


def find_accounts(ids: Iterable[UUID]) -> set[UUID]:
    """Return whose deliveries these are."""
    if not (named := list(ids)):
        return set()
    with planned_cursor() as cursor:
        cursor.execute(
            "select distinct account_id from delivery where id = any(%s::uuid[])", [uuid_array(named)]
        )
        return {row[0] for row in cursor.fetchall()}


def lock_deliveries(ids: Iterable[UUID]) -> dict[UUID, Carriage]:
    """Lock deliveries, always in the same order."""
    return {row.id: row for row in _read(_LOCK, [uuid_array(ids)])}


def lock_due(account_id: UUID, at: datetime, most: int) -> list[Carriage]:
    """Lock what of an account waits and is due (`at` UTC) and nobody else has locked, the oldest first."""
    return _read(_DUE, [account_id, at, most])


def mark_sending(rows: Sequence[Carriage]) -> None:
    """Write that locked deliveries are being sent, once more each."""
    for row in rows:
        row.state, row.tries = "sending", row.tries + 1
    if rows:
        execute_planned(_SENDING, [uuid_array(row.id for row in rows)])


def save_deliveries(rows: Collection[Carriage]) -> None:
    """Write how far locked deliveries are."""
    update_rows("delivery", _KINDS, rows)


def save_conversations(rows: Iterable[Conversation], names: Iterable[str]) -> None:
    """Write some columns of locked conversations."""
    update_rows("conversation", {name: _THREAD[name] for name in names}, rows)


def write_reports(reports: Sequence[tuple[UUID, UUID | None, Report]]) -> None:
    """Keep reports with their account and delivery (none while that is unknown), as they came."""
    values = [
        {
            "id": new_id(),
            "delivery_id": delivery_id,
            "account_id": account_id,
            "external_id": report.external_id[:400],
            "state": report.state,
            "code": report.code[:40],
            "detail": clean_text(report.detail, 300),
            "at": report.at,
        }
        for account_id, delivery_id, report in reports
    ]
    if values:
        execute_planned(_REPORT, [as_json(values)])


def uuid_array(ids: Iterable[UUID]) -> str:
    """Return ids as PostgreSQL writes an array of them."""
    return f"{{{','.join(map(str, ids))}}}"


def _read(statement: str, values: Sequence[Any]) -> list[Carriage]:
    with planned_cursor() as cursor:
        cursor.execute(statement, values)
        return [Carriage(*row) for row in cursor.fetchall()]
