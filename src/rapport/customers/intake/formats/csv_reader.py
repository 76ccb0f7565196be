"""Delimited text as a stream of rows: what is malformed is reported and the next line is read all the
same.
"""

import csv
import re
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Final, TextIO

from rapport.customers.intake.formats import streams
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

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._back: deque[str] = deque()
        self.pulled: list[str] = []
        self.ended = False
        self.patience = MAX_LINES_IN_RECORD
        self._size = 0

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
            first = next(self._records(), None)
            if first is None:
                raise Invalid("The file is empty.", code="file_empty")
            if first.problem or len(first.values) > MAX_COLUMNS:
                raise Invalid("The first row cannot be read as column names.", code="header_unreadable")
            names = first.values if self.layout.header else [""] * len(first.values)
            self._columns = unique_names(names)
        return self._columns

    def rows(self) -> Iterator[Row]:
        """Stream the data rows; a row of another width is reported with both counts."""
        width = len(self.columns)
        records = self._records()
        if self.layout.header:
            next(records, None)
        for row in records:
            if row.problem or len(row.values) == width:
                yield row
            elif len(row.values) > width and not any(row.values[width:]):
                yield Row(row.number, row.values[:width])
            else:
                yield Row(
                    row.number,
                    row.values[:width],
                    "too_many_values" if len(row.values) > width else "too_few_values",
                )

    def _records(self) -> Iterator[Row]:
        with streams.open_text(self.path, self.layout.encoding) as text:
            number = 0
            for values, problem in self._split(_Lines(text)):
                if not values and not problem:
                    continue
                number += 1
                yield Row(number, values, problem)

    def _split(self, lines: _Lines) -> Iterator[tuple[list[str], str]]:
        reader = self._reader(lines)
        while True:
            lines.begin()
            try:
                values = next(reader)
            except StopIteration:
                return
            except _EndlessError:
                values, endless = [], True
            except csv.Error:
                yield [_shown(lines.pulled[0])] if lines.pulled else [], "malformed"
                reader = self._reader(lines)
                continue
            else:
                endless = lines.ended
            if endless:
                yield [_shown(lines.give_back())], "unclosed_quote"
                reader = self._reader(lines)
                continue
            if lines.pulled[0][:4].lower() in {"sep=", '"sep'} and SEPARATOR_LINE.match(lines.pulled[0]):
                continue
            yield self._judge(values, lines.pulled)

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

    def _reader(self, lines: _Lines) -> Iterator[list[str]]:
        layout = self.layout
        return csv.reader(
            lines,
            delimiter=layout.delimiter,
            quotechar=layout.quote or None,
            quoting=csv.QUOTE_MINIMAL if layout.quote else csv.QUOTE_NONE,
            escapechar=layout.escape or None,
            skipinitialspace=layout.space_after_delimiter,
        )


def _shown(text: str) -> str:
    """Return a text that can be stored and shown: broken characters as U+FFFD, at most 500 characters."""
    return re.sub("[\0\ud800-\udfff]", "\ufffd", text[:500]).rstrip("\r\n")
