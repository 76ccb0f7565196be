"""Rows of the outbox as envelopes: a row is one fact, or a parcel of up to 500."""

import uuid
import zlib
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

import msgspec
from django.db import connections

from rapport.kernel.outbox.contracts import Envelope

FACTS = """
select id, tenant_id, name, occurred_at, recorded_at, subject_kind, subject_id, subject_version,
       actor_id, unit_id, cause_id, payload, body
  from fact
"""
_CHOSEN = FACTS + " where id = any(%s) order by id"


def load_facts(row_ids: Sequence[UUID]) -> Iterator[Envelope]:
    """Yield the facts of these rows of the outbox in the order of their ids, read as the relay."""
    with connections["relay"].cursor() as cursor:
        cursor.execute(_CHOSEN, [list(row_ids)])
        rows = cursor.fetchall()
    for row in rows:
        if row[12] is None:
            yield read_envelope(row)
        else:
            yield from unpack_parcel(row)


def read_envelope(row: tuple[Any, ...]) -> Envelope:
    """Return the fact of a row that holds one."""
    return _envelope(row, row[0], row[6], row[7], msgspec.json.decode(row[11]))


def unpack_parcel(row: tuple[Any, ...]) -> Iterator[Envelope]:
    """Yield the facts of a row that holds many; each has the same id however often it is read."""
    for number, line in enumerate(zlib.decompress(row[12]).splitlines()):
        item = msgspec.json.decode(line)
        fact_id = uuid.uuid5(row[0], str(number))
        yield _envelope(row, fact_id, UUID(item["subject_id"]), item.get("version"), item["payload"])


def _envelope(
    row: tuple[Any, ...], fact_id: UUID, subject_id: UUID, version: int | None, payload: dict[str, Any]
) -> Envelope:
    return Envelope(
        id=fact_id,
        tenant_id=row[1],
        name=row[2],
        occurred_at=row[3],
        recorded_at=row[4],
        subject_kind=row[5],
        subject_id=subject_id,
        subject_version=version,
        actor_id=row[8],
        unit_id=row[9],
        cause_id=row[10],
        payload=payload,
    )
