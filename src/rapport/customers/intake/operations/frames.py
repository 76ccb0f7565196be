"""Rows of a file as frames of the mapped fields, chunk by chunk, each row counted once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Final

import polars as pl

from rapport.customers.intake.contracts import ROW, Reject, TargetField
from rapport.customers.intake.formats.csv_blocks import Lot
from rapport.customers.intake.formats.csv_plain import plain_columns
from rapport.customers.intake.formats.csv_reader import CsvTable
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
    basket = _Basket(max(1, len(table.columns)))
    for piece in _after(table.pieces(plain_columns) if isinstance(table, CsvTable) else table.rows(), skip):
        lot = piece
        while isinstance(lot, Lot) and lot.columns.height > basket.room:
            some, lot = lot.parted(basket.room)
            basket.put(some)
            yield basket.emptied(sources)
        basket.put(lot)
        if basket.full:
            yield basket.emptied(sources)
    if basket.count:
        yield basket.emptied(sources)


def _after(pieces: Iterable[Row | Lot], skip: int) -> Iterator[Row | Lot]:
    """Leave out so many records."""
    for piece in pieces:
        count = piece.columns.height if isinstance(piece, Lot) else 1
        if not skip:
            yield piece
        elif skip < count and isinstance(piece, Lot):
            yield piece.parted(skip)[1]
        skip = max(0, skip - count)


class _Basket:
    """What is gathered for the next chunk."""

    def __init__(self, width: int) -> None:
        self._most = max(1, min(CHUNK_ROWS, CHUNK_CELLS // width))
        self._begin()

    def _begin(self) -> None:
        self._rows: list[Row] = []
        self._lots: list[Lot] = []
        self._characters = 0
        self.count = 0

    @property
    def room(self) -> int:
        """How many rows there is room for."""
        return self._most - self.count

    @property
    def full(self) -> bool:
        return not self.room or self._characters >= CHUNK_CHARACTERS

    def put(self, piece: Row | Lot) -> None:
        """Add a row, or no more of them than there is room for."""
        if isinstance(piece, Lot):
            self._lots.append(piece)
            self.count += piece.columns.height
            self._characters += piece.characters
        else:
            self._rows.append(piece)
            self.count += 1
            self._characters += sum(map(len, piece.values))

    def emptied(self, sources: Sequence[FieldSource]) -> Chunk:
        """Return the chunk, and begin the next."""
        chunk = make_chunk(self._rows, sources, self._lots)
        self._begin()
        return chunk


def make_chunk(rows: Sequence[Row], sources: Sequence[FieldSource], lots: Sequence[Lot] = ()) -> Chunk:
    """Make a frame of trimmed texts in the file's order; what our own exports had made safe is bare again."""
    rejects = [
        Reject(row.number, "", row.problem, " | ".join(row.values)[:300]) for row in rows if row.problem
    ]
    sound = [row for row in rows if not row.problem]
    cells = [row.values for row in sound]
    names = [source.name for source in sources]
    frame = pl.DataFrame(
        {
            ROW: [row.number for row in sound],
            **{source.name: _texts(cells, source.positions) for source in sources},
        },
        schema={ROW: pl.Int64, **dict.fromkeys(names, pl.String)},
    )
    if lots:
        frame = pl.concat([frame, *(_mapped(lot, sources) for lot in lots)]).sort(ROW)
    trimmed = frame.with_columns(pl.col(name).str.strip_chars() for name in names)
    quoted = trimmed.select(pl.col(name).str.starts_with("'").any() for name in names).row(0) if names else ()
    bare = [
        pl.col(name).str.replace(MADE_SAFE, "$1") for name, some in zip(names, quoted, strict=True) if some
    ]
    return Chunk(trimmed.with_columns(bare), rejects, len(rows) + sum(lot.columns.height for lot in lots))


def _mapped(lot: Lot, sources: Sequence[FieldSource]) -> pl.DataFrame:
    """Return a lot's rows as columns of the fields."""
    several = any(len(source.positions) > 1 for source in sources)
    cells = lot.columns.rows() if several else []
    numbers = pl.int_range(lot.number, lot.number + lot.columns.height, dtype=pl.Int64, eager=True)
    return pl.DataFrame(
        [
            numbers.alias(ROW),
            *(
                pl.Series(source.name, _texts(cells, source.positions), dtype=pl.String)
                if len(source.positions) > 1
                else lot.columns[str(source.positions[0])].alias(source.name)
                for source in sources
            ),
        ]
    )


def _texts(cells: Sequence[Sequence[str]], positions: tuple[int, ...]) -> list[str]:
    if len(positions) == 1:
        return list(map(itemgetter(*positions), cells))
    return [", ".join(text for at in positions if (text := row[at].strip())) for row in cells]
