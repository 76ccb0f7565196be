"""Rows of the outbox as envelopes: a row is one fact, or a parcel of up to 500."""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

import msgspec
from django.db import connections

from rapport.kernel.ids import ids_within, named_id
from rapport.kernel.outbox.contracts import Envelope

FACTS = """
select id, tenant_id, name, occurred_at, recorded_at, subject_kind, subject_id, subject_version,
       actor_id, unit_id, cause_id, payload, body
  from fact
"""
_SHARED = {
    "tenant_id": 1,
    "name": 2,
    "occurred_at": 3,
    "recorded_at": 4,
    "subject_kind": 5,
    "actor_id": 8,
    "unit_id": 9,
    "cause_id": 10,
}
"""What all facts of a parcel have, and its place in a row of `FACTS`."""
_CHOSEN = FACTS + " where id = any(%s) order by id"


class _Item(msgspec.Struct):
    """A line of a parcel, its values as they are written."""

    subject_id: msgspec.Raw
    payload: msgspec.Raw
    version: msgspec.Raw = msgspec.Raw(b"null")


_items = msgspec.json.Decoder(_Item)
_envelope_of_item = b'{"id":"%b","subject_id":%b,"subject_version":%b,%b,"payload":%b}'


def load_lines(row_ids: Sequence[UUID]) -> bytes:
    """Return the facts of these rows of the outbox as JSON, an `Envelope` a line, in the order of their ids.

    Read as the relay. Payloads are not looked into: facts of a parcel go on as they were written.
    """
    with connections["relay"].cursor() as cursor:
        cursor.execute(_CHOSEN, [list(row_ids)])
        rows = cursor.fetchall()
    lines: list[bytes] = []
    for row in rows:
        if row[12] is None:
            lines.append(msgspec.json.encode(read_envelope(row)))
        else:
            lines += _lines_of_parcel(row)
    return b"\n".join(lines)


def _lines_of_parcel(row: tuple[Any, ...]) -> Iterator[bytes]:
    shared = {name: row[at] for name, at in _SHARED.items()}
    envelope = msgspec.json.encode(shared)[1:-1]
    id_of = ids_within(row[0])
    for number, item in _items_of(zlib.decompress(row[12])):
        fact_id = str(id_of(str(number))).encode()
        yield _envelope_of_item % (fact_id, item.subject_id, item.version, envelope, item.payload)


def _items_of(text: bytes) -> Iterable[tuple[int, _Item]]:
    """Return the facts of a parcel with their places; an empty line is one that was let go."""
    if text[:1] != b"\n" and text[-1:] != b"\n" and b"\n\n" not in text:
        return enumerate(_items.decode_lines(text))
    return [(at, _items.decode(line)) for at, line in enumerate(text.split(b"\n")) if line]


def read_envelope(row: tuple[Any, ...]) -> Envelope:
    """Return the fact of a row that holds one."""
    return _envelope(row, row[0], row[6], row[7], msgspec.json.decode(row[11]))


def unpack_parcel(row: tuple[Any, ...]) -> Iterator[Envelope]:
    """Yield the facts of a row that holds many; each has the same id however often it is read."""
    for number, line in enumerate(zlib.decompress(row[12]).split(b"\n")):
        if not line:
            continue
        item = msgspec.json.decode(line)
        fact_id = named_id(row[0], str(number))
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
