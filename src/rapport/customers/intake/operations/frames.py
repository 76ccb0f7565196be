"""Rows of a file as frames of the mapped fields, chunk by chunk, each row counted once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Final

import polars as pl

from rapport.customers.intake.contracts import ROW, Reject, TargetField
from rapport.customers.intake.formats.table import Row, Table
from rapport.kernel.errors import Invalid

# What else arrives waits for a chunk at most: about a second.
CHUNK_ROWS: Final = 10_000
CHUNK_CELLS: Final = 2_000_000
CHUNK_CHARACTERS: Final = 32_000_000
MADE_SAFE: Final = r"^'([ \x{a0}\x{feff}\x{200b}]*[=+\-@\t\r＝＋－＠])"


@dataclass(frozen=True, slots=True)
class Chunk:
    """The sound rows as a frame of texts, the unreadable ones as rejects, and how many records it came
    from.
    """

    frame: pl.DataFrame
    rejects: list[Reject]
    rows: int


@dataclass(frozen=True, slots=True)
class FieldSource:
    """One column of the frame and the positions in the file's rows that it is made of."""

    name: str
    positions: tuple[int, ...]
    header: str


def field_sources(
    columns: Sequence[str], mapping: Mapping[str, Sequence[str]], fields: Sequence[TargetField]
) -> list[FieldSource]:
    """Turn a mapping into positions; raises Invalid where it names a field or a column that is not there."""
    place = {column: position for position, column in enumerate(columns)}
    known = {field.name: field for field in fields}
    sources = []
    for name, chosen in mapping.items():
        if name not in known:
            raise Invalid(
                "The mapping names an unknown field.", code="field_unknown", fields={name: "unknown field"}
            )
        absent = [column for column in chosen if column not in place]
        if absent:
            raise Invalid(
                "The file has no column “%(column)s”.",
                values={"column": absent[0]},
                code="column_missing",
                fields={name: absent[0]},
            )
        if known[name].many:
            sources += [
                FieldSource(name if count == 1 else f"{name}.{count}", (place[column],), column)
                for count, column in enumerate(chosen, start=1)
            ]
        elif chosen:
            sources.append(FieldSource(name, tuple(place[column] for column in chosen), chosen[0]))
    return sources


def read_chunks(table: Table, sources: Sequence[FieldSource], skip: int = 0) -> Iterator[Chunk]:
    """Stream the file as chunks, leaving out the first `skip` records (those of a former run)."""
    rows: list[Row] = []
    cells = characters = 0
    width = max(1, len(table.columns))
    for position, row in enumerate(table.rows()):
        if position < skip:
            continue
        rows.append(row)
        cells += width
        characters += sum(map(len, row.values))
        if len(rows) >= CHUNK_ROWS or cells >= CHUNK_CELLS or characters >= CHUNK_CHARACTERS:
            yield make_chunk(rows, sources)
            rows, cells, characters = [], 0, 0
    if rows:
        yield make_chunk(rows, sources)


def make_chunk(rows: Sequence[Row], sources: Sequence[FieldSource]) -> Chunk:
    """Make a frame of trimmed texts; what our own exports had made safe is bare again."""
    rejects = [
        Reject(row.number, "", row.problem, " | ".join(row.values)[:300]) for row in rows if row.problem
    ]
    sound = [row for row in rows if not row.problem]
    cells = [row.values for row in sound]
    data: dict[str, list[str]] = {source.name: _texts(cells, source.positions) for source in sources}
    frame = pl.DataFrame(
        {ROW: [row.number for row in sound], **data},
        schema={ROW: pl.Int64, **dict.fromkeys(data, pl.String)},
    )
    trimmed = frame.with_columns(pl.col(name).str.strip_chars() for name in data)
    quoted = trimmed.select(pl.col(name).str.starts_with("'").any() for name in data).row(0) if data else ()
    bare = [
        pl.col(name).str.replace(MADE_SAFE, "$1") for name, some in zip(data, quoted, strict=True) if some
    ]
    return Chunk(trimmed.with_columns(bare), rejects, len(rows))


def _texts(cells: Sequence[Sequence[str]], positions: tuple[int, ...]) -> list[str]:
    if len(positions) == 1:
        return list(map(itemgetter(*positions), cells))
    return [", ".join(text for at in positions if (text := row[at].strip())) for row in cells]
