"""Delimited text as a stream of rows: what is malformed is reported and the next line is read all the
same.
"""

import csv
import re
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from rapport.customers.intake.formats import streams
from rapport.customers.intake.formats.csv_blocks import Blocks, Lot, Parting, delimited
from rapport.customers.intake.formats.table import (
    BROKEN,
    MAX_COLUMNS,
    MAX_RECORD,
    OVERLONG,
    Layout,
    Row,
    unique_names,
)
from rapport.kernel.errors import Invalid

MAX_LINES_IN_RECORD: Final = 1_000
SEPARATOR_LINE: Final = re.compile(r'^\ufeff?"?sep=(.)"?\s*$', re.IGNORECASE)

csv.field_size_limit(MAX_RECORD * 2)


class _EndlessError(Exception):
    """A record goes on for so long that its quote was surely never closed."""


class _Lines:
    """Physical lines of bounded length, which can be given back when a record turns out malformed."""

    def __init__(self, text: Blocks) -> None:
        self._text = text
        self._back: deque[str] = deque()
        self.pulled: list[str] = []
        self.ended = False
        self.patience = MAX_LINES_IN_RECORD
        self._size = 0

    @property
    def waiting(self) -> bool:
        """Tell whether lines are to be read before whatever is taken next."""
        return bool(self._back) or self._text.pending

    def begin(self) -> None:
        """A new record begins."""
        self.pulled = []
        self._size = 0

    def give_back(self) -> str:
        """Return the record's first line and let the others be read again."""
        self._back.extendleft(reversed(self.pulled[1:]))
        self.ended = False
        self.patience = max(20, self.patience // 2)
        return self.pulled[0]

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if len(self.pulled) >= self.patience or self._size > MAX_RECORD:
            raise _EndlessError
        line = self._back.popleft() if self._back else self._read()
        if not line:
            self.ended = True
            raise StopIteration
        self.pulled.append(line)
        self._size += len(line)
        return line

    def _read(self) -> str:
        line = self._text.readline(MAX_RECORD)
        if len(line) < MAX_RECORD or line[-1] in "\r\n":
            return line
        while True:
            more = self._text.readline(MAX_RECORD)
            if len(more) < MAX_RECORD or more[-1] in "\r\n":
                return OVERLONG + "\n"


class CsvTable:
    """A delimited text file under its layout."""

    def __init__(self, path: Path, layout: Layout) -> None:
        self.path = path
        self.layout = layout
        self._columns: tuple[str, ...] | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """Names from the header row, or numbered ones where there is none."""
        if self._columns is None:
            first = next(self._pieces(0, None), None)
            if not isinstance(first, Row):
                raise Invalid("The file is empty.", code="file_empty")
            if first.problem or len(first.values) > MAX_COLUMNS:
                raise Invalid("The first row cannot be read as column names.", code="header_unreadable")
            names = first.values if self.layout.header else [""] * len(first.values)
            self._columns = unique_names(names)
        return self._columns

    def rows(self) -> Iterator[Row]:
        """Stream the data rows; a row of another width is reported with both counts."""
        return (piece for piece in self.pieces(None) if isinstance(piece, Row))

    def pieces(self, parting: Parting | None) -> Iterator[Row | Lot]:
        """Stream the same rows, many together where they are plain."""
        width = len(self.columns)
        pieces = self._pieces(width, parting)
        if self.layout.header:
            next(pieces, None)
        return (_fitted(piece, width) if isinstance(piece, Row) else piece for piece in pieces)

    def _pieces(self, width: int, parting: Parting | None) -> Iterator[Row | Lot]:
        with streams.open_text(self.path, self.layout.encoding) as text:
            blocks = Blocks(text)
            lines = _Lines(blocks)
            number, head = 0, 1 if self.layout.header else 0
            while True:
                block = "" if lines.waiting else blocks.take()
                plain = parting(block, self.layout, width) if parting and block and number >= head else None
                if plain is not None:
                    yield Lot(number + 1, plain, len(block))
                    number += plain.height
                    continue
                if block:
                    blocks.give_back(block)
                elif not lines.waiting:
                    return
                for values, problem in self._split(lines):
                    number += 1
                    yield Row(number, values, problem)
                    if number == head:
                        break

    def _split(self, lines: _Lines) -> Iterator[tuple[list[str], str]]:
        """Read record by record as long as lines wait; blank ones are none."""
        reader = delimited(lines, self.layout)
        while lines.waiting:
            lines.begin()
            try:
                values = next(reader)
            except StopIteration:
                return
            except _EndlessError:
                values, endless = [], True
            except csv.Error:
                yield [_shown(lines.pulled[0])] if lines.pulled else [], "malformed"
                reader = delimited(lines, self.layout)
                continue
            else:
                endless = lines.ended
            if endless:
                yield [_shown(lines.give_back())], "unclosed_quote"
                reader = delimited(lines, self.layout)
                continue
            if lines.pulled[0][:4].lower() in {"sep=", '"sep'} and SEPARATOR_LINE.match(lines.pulled[0]):
                continue
            values, problem = self._judge(values, lines.pulled)
            if values or problem:
                yield values, problem

    def _judge(self, values: list[str], pulled: list[str]) -> tuple[list[str], str]:
        if len(values) == 1 and not values[0].strip():
            return [], ""
        for line in pulled:
            if "\0" in line:
                return [_shown(value) for value in values], "null_byte"
            if not line.isascii():
                if OVERLONG in line:
                    return [], "too_long"
                if BROKEN in line:
                    return [_shown(value) for value in values], "broken_characters"
        return values, ""


def _fitted(row: Row, width: int) -> Row:
    """Return a row of the table's width, or what is wrong with it."""
    over = len(row.values) - width
    if row.problem or not over:
        return row
    if over > 0 and not any(row.values[width:]):
        return Row(row.number, row.values[:width])
    return Row(row.number, row.values[:width], "too_many_values" if over > 0 else "too_few_values")


def _shown(text: str) -> str:
    """Return a text that can be stored and shown: broken characters as U+FFFD, at most 500 characters."""
    return re.sub("[\0\ud800-\udfff]", "\ufffd", text[:500]).rstrip("\r\n")
