"""Rows of the outbox as envelopes: a row is one fact, or a parcel of up to 500."""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from django.db import connections

from rapport.kernel.ids import ids_within
from rapport.kernel.outbox.contracts import Envelope

Line = TypeVar("Line")
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


class _Told(msgspec.Struct):
    """A line of a parcel, its values as consumers hear them."""

    subject_id: UUID
    payload: dict[str, Any]
    version: int | None = None


_items, _told = msgspec.json.Decoder(_Item), msgspec.json.Decoder(_Told)
_envelope_of_item = b'{"id":"%b","subject_id":%b,"subject_version":%b,%b,"payload":%b}'


@dataclass(frozen=True, slots=True)
class Load:
    """Facts of some rows of the outbox on their way: lines of JSON, or a parcel as it lies there.

    A `packed` one is the parcel's id and what its facts share, a line of JSON, then the compressed body.
    """

    text: bytes
    packed: bool = False

    def lines(self) -> bytes:
        """Return its facts as JSON, an `Envelope` a line."""
        return b"\n".join(_lines_of_parcel(*self.text.split(b"\n", 1))) if self.packed else self.text


def load_lines(row_ids: Sequence[UUID]) -> bytes:
    """Return the facts of these rows of the outbox as JSON, an `Envelope` a line, in the order of their ids.

    Read as the relay. Payloads are not looked into: facts of a parcel go on as they were written.
    """
    return b"\n".join(load.lines() for load in map(_load, _read_rows(row_ids)))


def load_rows(row_ids: Sequence[UUID]) -> Load:
    """Return the facts of these rows for the way, read as the relay: a single parcel travels as it lies."""
    loads = [_load(row) for row in _read_rows(row_ids)]
    return loads[0] if len(loads) == 1 else Load(b"\n".join(load.lines() for load in loads))


def _read_rows(row_ids: Sequence[UUID]) -> list[tuple[Any, ...]]:
    with connections["relay"].cursor() as cursor:
        cursor.execute(_CHOSEN, [list(row_ids)])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _load(row: tuple[Any, ...]) -> Load:
    shared = {name: row[at] for name, at in _SHARED.items()}
    if row[12] is None:
        own = {"id": row[0], "subject_id": row[6], "subject_version": row[7]}
        payload = msgspec.Raw(msgspec.json.format(row[11].encode(), indent=-1))
        return Load(msgspec.json.encode({**own, **shared, "payload": payload}))
    return Load(msgspec.json.encode({"id": row[0], **shared}) + b"\n" + row[12], packed=True)


def _lines_of_parcel(head: bytes, body: bytes) -> Iterator[bytes]:
    shared = msgspec.json.decode(head)
    parcel_id = UUID(shared.pop("id"))
    envelope = msgspec.json.encode(shared)[1:-1]
    id_of = ids_within(parcel_id)
    for number, item in _lines_of(zlib.decompress(body), _items):
        fact_id = str(id_of(str(number))).encode()
        yield _envelope_of_item % (fact_id, item.subject_id, item.version, envelope, item.payload)


def _lines_of(text: bytes, decoder: "msgspec.json.Decoder[Line]") -> Iterable[tuple[int, Line]]:
    """Return the facts of a parcel with their places; an empty line is one that was let go."""
    if text[:1] != b"\n" and text[-1:] != b"\n" and b"\n\n" not in text:
        return enumerate(decoder.decode_lines(text))
    return [(at, decoder.decode(line)) for at, line in enumerate(text.split(b"\n")) if line]


def read_envelope(row: tuple[Any, ...]) -> Envelope:
    """Return the fact of a row that holds one."""
    return _envelope(row, row[0], row[6], row[7], msgspec.json.decode(row[11]))


def unpack_parcel(row: tuple[Any, ...]) -> Iterator[Envelope]:
    """Yield the facts of a row that holds many; each has the same id however often it is read."""
    id_of = ids_within(row[0])
    for number, told in _lines_of(zlib.decompress(row[12]), _told):
        fact_id = UUID(int=id_of(str(number)).int)
        yield _envelope(row, fact_id, told.subject_id, told.version, told.payload)


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
