"""The Arrow door: streams of record batches, measured before anything of them is unpacked."""

import struct
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from rapport.kernel.doors.refusal import Refused

MOST_FIELDS = 200
BATCH, SCHEMA = 3, 1
"""Kinds of messages in Arrow's format; dictionaries and tensors are not taken."""


def read_arrow(body: bytes, *, most_rows: int, most_bytes: int) -> Iterator[list[dict[str, Any]]]:
    """Yield the rows of each record batch of an Arrow IPC stream.

    Compressed buffers are taken as long as what they unpack to, together, is no more than `most_bytes`; each
    says so in its first eight bytes, which are read before it is unpacked. Types whose values may stand for
    more than their bytes (dictionaries, runs, views) are refused, and so is what is no such stream.
    """
    arrow, ipc = import_module("pyarrow"), import_module("pyarrow.ipc")
    rows = unpacked = 0
    try:
        messages = iter(ipc.MessageReader.open_stream(body))
        schema = ipc.read_schema(next(messages))
        check_types(arrow, schema)
        for message in messages:
            size = _measure(bytes(message.metadata), bytes(message.body or b""))
            rows, unpacked = rows + size[0], unpacked + size[1]
            if rows > most_rows or unpacked > most_bytes:
                raise Refused("The Arrow stream unpacks to more than is allowed.", code="body_large")
            batch = ipc.read_record_batch(message, schema)
            batch.validate(full=True)
            yield batch.to_pylist()
    except (arrow.ArrowException, struct.error, IndexError, StopIteration, OSError, ValueError) as error:
        raise Refused(
            "This is no Arrow stream: %(reason)s",
            code="arrow_broken",
            values={"reason": str(error)[:200]},
        ) from None


def check_types(arrow: Any, schema: Any) -> None:
    """Raise `Refused` for too many fields, or one whose values may stand for more than their bytes."""
    if len(schema) > MOST_FIELDS:
        raise Refused("At most %(most)s fields.", code="arrow_fields", values={"most": MOST_FIELDS})
    for field in schema:
        if not (arrow.types.is_null(field.type) or _is_plain(arrow.types, field.type)):
            raise Refused(
                "Fields of type %(type)s are not taken.", code="arrow_type", values={"type": str(field.type)}
            )


def _is_plain(types: Any, kind: Any) -> bool:
    """Tell whether each value of a type takes bytes of its own."""
    if types.is_struct(kind):
        return kind.num_fields > 0 and all(_is_plain(types, field.type) for field in kind)
    if types.is_list(kind) or types.is_large_list(kind):
        return _is_plain(types, kind.value_type)
    plain = (
        *(types.is_boolean, types.is_integer, types.is_floating, types.is_decimal, types.is_date),
        *(types.is_timestamp, types.is_string, types.is_large_string),
    )
    return any(test(kind) for test in plain)


def _measure(metadata: bytes, body: bytes) -> tuple[int, int]:
    """Return how many rows a message says it has, and how many bytes its buffers unpack to.

    The metadata is a flatbuffer: Message{version, header_type, header, …}, whose header is
    RecordBatch{length, nodes, buffers, compression}.
    """
    message = _u32(metadata, 0)
    if metadata[message + _field(metadata, message, 1)] != BATCH:
        raise ValueError("no record batch")
    batch = _follow(metadata, message + _field(metadata, message, 2))
    (length,) = struct.unpack_from("<q", metadata, batch + _field(metadata, batch, 0))
    at = _field(metadata, batch, 2)
    buffers = _follow(metadata, batch + at) if at else 0
    packed = bool(_field(metadata, batch, 3))
    total = 0
    for number in range(_u32(metadata, buffers) if at else 0):
        offset, size = struct.unpack_from("<qq", metadata, buffers + 4 + 16 * number)
        if offset < 0 or size < 0 or offset + size > len(body):
            raise ValueError("a buffer outside its message")
        if packed and size:
            (unpacked,) = struct.unpack_from("<q", body, offset)
            size = size if unpacked == -1 else unpacked
        if size < 0:
            raise ValueError("a buffer of less than nothing")
        total += size
    if length < 0:
        raise ValueError("less than no rows")
    return length, total


def _u32(data: bytes, at: int) -> int:
    return int(struct.unpack_from("<I", data, at)[0])


def _follow(data: bytes, at: int) -> int:
    return at + _u32(data, at)


def _field(data: bytes, table: int, number: int) -> int:
    """Return where a field of a flatbuffer's table lies, from the table on; 0 where it is left out."""
    fields = table - int(struct.unpack_from("<i", data, table)[0])
    if 4 + 2 * number >= struct.unpack_from("<H", data, fields)[0]:
        return 0
    return int(struct.unpack_from("<H", data, fields + 4 + 2 * number)[0])
