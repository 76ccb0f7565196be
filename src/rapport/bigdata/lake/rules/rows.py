"""Lines of a batch as rows of a table; a line that fits no row is named with the reason."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.json as pj

from rapport.bigdata.lake.rules.schemas import (
    ENVELOPE,
    PREFIX,
    clashes,
    free_text,
    names_of_free,
    payload_type,
)

BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Misfit:
    """A line that fits no row of its table, and why."""

    line: bytes
    reason: str


def read_rows(
    text: bytes, kind: type[msgspec.Struct] | None, table: pa.Schema | None = None
) -> tuple[pa.Table, list[Misfit]]:
    """Return the facts of a batch as rows, and the lines that are none; `table` is what there is already."""
    rows, misfits = _read_lines(text, kind)
    wrong = clashes(rows.schema, table) if table else []
    if wrong:
        reason = "ClashingColumns: " + ", ".join(wrong)
        return join([]), [Misfit(line, reason) for line in text.splitlines()]
    return rows, misfits


def _read_lines(text: bytes, kind: type[msgspec.Struct] | None) -> tuple[pa.Table, list[Misfit]]:
    try:
        return _read(text, kind), []
    except (pa.ArrowInvalid, msgspec.MsgspecError, ValueError, TypeError, AttributeError) as error:
        lines = text.splitlines()
        if len(lines) == 1:
            return join([]), [Misfit(text, f"{type(error).__name__}: {error}"[:2000])]
        return _read_halves(lines, kind)


def _read_halves(lines: Sequence[bytes], kind: type[msgspec.Struct] | None) -> tuple[pa.Table, list[Misfit]]:
    """Read each half by itself: one line at fault among thousands is found in a dozen readings."""
    middle = len(lines) // 2
    read = [_read_lines(b"\n".join(half), kind) for half in (lines[:middle], lines[middle:])]
    return join(rows for rows, _ in read if rows.num_rows), [one for _, wrong in read for one in wrong]


def join(tables: Iterable[pa.Table]) -> pa.Table:
    """Return tables of one kind under each other; of none, an empty one."""
    tables = list(tables)
    return pa.concat_tables(tables) if tables else pa.table({})


def _read(text: bytes, kind: type[msgspec.Struct] | None) -> pa.Table:
    text = _with_text(text, kind)
    payload = payload_type(kind)
    schema = ENVELOPE.append(pa.field("payload", payload))
    read = pj.read_json(
        io.BytesIO(text),
        read_options=pj.ReadOptions(block_size=max(BLOCK, len(text) + 1), use_threads=False),
        parse_options=pj.ParseOptions(explicit_schema=schema, unexpected_field_behavior="ignore"),
    ).select(schema.names)
    if read["id"].null_count or read["occurred_at"].null_count:
        raise ValueError("a fact without id or moment")
    rows = read.drop_columns(["payload"]).rename_columns([PREFIX + field.name for field in ENVELOPE])
    if pa.types.is_struct(payload):
        whole = read["payload"].combine_chunks()
        for at, field in enumerate(payload):
            rows = rows.append_column(field.name, pc.struct_field(whole, [at]))
    else:
        rows = rows.append_column("payload", read["payload"])
    moments = rows[PREFIX + "occurred_at"]
    rows = rows.append_column("day", pc.cast(moments, pa.date32()))
    return rows.append_column("month", pc.strftime(moments, "%Y-%m"))


def _with_text(text: bytes, kind: type[msgspec.Struct] | None) -> bytes:
    """Put what has no shape of its own into text; a line that names no such field stays as it is."""
    marks = [b'"payload":'] if kind is None else [b'"%s":' % name.encode() for name in names_of_free(kind)]
    if not any(mark in text for mark in marks):
        return text
    lines = text.splitlines()
    for at, line in enumerate(lines):
        if any(mark in line for mark in marks):
            fact = msgspec.json.decode(line)
            payload = fact["payload"]
            fact["payload"] = free_text(payload, kind) if kind else msgspec.json.encode(payload).decode()
            lines[at] = msgspec.json.encode(fact)
    return b"\n".join(lines)
