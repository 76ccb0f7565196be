"""Writing facts: one row for one, one parcel for many; always inside the change's own transaction."""

import zlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from rapport.kernel.ids import new_id
from rapport.kernel.outbox.contracts import Fact
from rapport.kernel.statements import execute_planned, planned_cursor

PARCEL = 500
_INSERT = """
insert into fact (id, name, occurred_at, subject_kind, subject_id, subject_version, actor_id, unit_id,
                  cause_id, count, payload, body)
values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
_encode = msgspec.json.Encoder().encode


def write_facts(
    facts: Sequence[Fact], *, occurred_at: datetime, actor_id: UUID | None, unit_id: UUID | None
) -> None:
    """Write single facts of the running transaction."""
    rows = []
    for fact in facts:
        payload = _encode(fact).decode()
        version = getattr(fact, "version", None)
        rows.append(
            (
                *(new_id(), fact.name, occurred_at, fact.subject_kind, fact.subject_id(), version),
                *(actor_id, unit_id, None, 1, payload, None),
            )
        )
    _insert(rows)


def write_parcels(
    name: str,
    subject_kind: str,
    parcels: Iterable[tuple[int, bytes]],
    *,
    occurred_at: datetime,
    actor_id: UUID | None,
) -> int:
    """Write many facts of one name as parcels of JSON lines; returns how many facts.

    Each line is `{"subject_id": …, "version": …, "payload": {…}}`; a parcel is (number of lines, the
    lines uncompressed), at most 500 lines.
    """
    rows = [
        (
            *(new_id(), name, occurred_at, subject_kind, None, None),
            *(actor_id, None, None, count, None, zlib.compress(lines, 1)),
        )
        for count, lines in parcels
    ]
    _insert(rows)
    return sum(row[9] for row in rows)


def _insert(rows: Sequence[Sequence[Any]]) -> None:
    if len(rows) == 1:
        execute_planned(_INSERT, rows[0])
    elif rows:
        with planned_cursor() as cursor:
            cursor.executemany(_INSERT, rows)
