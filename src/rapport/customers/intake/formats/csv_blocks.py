"""A delimited text in blocks: plain rows of one width are parted at once, all others line by line.

Both ways read the same: a block with anything a single line could hide (a broken character, a row of another
width, a quote that goes on over lines) is given back whole.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TextIO

import polars as pl

from rapport.customers.intake.formats.table import BROKEN, Layout

BLOCK: Final = 262_144
"""Characters read at once."""


@dataclass(frozen=True, slots=True)
class Lot:
    """Sound rows that follow each other: the number of the first, and their texts as columns `0`, `1` …"""

    number: int
    columns: pl.DataFrame
    characters: int

    def parted(self, count: int) -> tuple["Lot", "Lot"]:
        """Return the first rows and the others."""
        share = self.characters * count // max(1, self.columns.height)
        return (
            Lot(self.number, self.columns.head(count), share),
            Lot(self.number + count, self.columns.slice(count), self.characters - share),
        )


class Blocks:
    """A text that is taken by whole lines, many at once, or read line by line where they are not plain."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._tail = ""
        self._rest = io.StringIO(newline="")
        self._size = 0
        self._given = False

    @property
    def pending(self) -> bool:
        """Tell whether lines were given back and are not all read."""
        return self._given and self._rest.tell() < self._size

    def take(self) -> str:
        """Return the whole lines at hand; nothing at the end, and where a line is longer than a block."""
        ahead = self._rest.read() or self._fill()
        cut = ahead.rfind("\n") + 1
        if not cut:
            self.give_back(ahead)
            return ""
        self._tail = ahead[cut:]
        return ahead[:cut]

    def give_back(self, lines: str) -> None:
        """Have these lines read one by one."""
        self._rest = io.StringIO(lines, newline="")
        self._size = len(lines)
        self._given = True

    def readline(self, most: int) -> str:
        """Return the next line, or so many of its characters."""
        line = self._rest.readline(most)
        while len(line) < most and line[-1:] not in {"\n", "\r"}:
            more = self._fill()
            if not more:
                break
            self.give_back(more)
            self._given = False
            line += self._rest.readline(most - len(line))
        return line

    def _fill(self) -> str:
        more = self._text.read(BLOCK)
        if more.endswith("\r"):
            more += self._text.read(1)
        ahead, self._tail = self._tail + more, ""
        return ahead


def plain_columns(lines: str, layout: Layout, width: int) -> pl.DataFrame | None:
    """Return the columns of a block in which every line is a sound row; None where one may not be."""
    if width < 2 or "\0" in lines or BROKEN in lines or ("=" in lines and "sep=" in lines.lower()):
        return None
    text = lines.replace("\r\n", "\n").removesuffix("\n")
    if "\r" in text:
        return None
    quoted = layout.space_after_delimiter or any(
        mark and mark in text for mark in (layout.quote, layout.escape)
    )
    return _read(text, layout, width) if quoted else _parted(text, layout.delimiter, width)


def _parted(text: str, delimiter: str, width: int) -> pl.DataFrame | None:
    lines = pl.Series([text]).str.split("\n").explode()
    if not (lines.str.count_matches(delimiter, literal=True) == width - 1).all():
        return None
    columns = lines.str.split_exact(delimiter, width - 1).struct.unnest()
    return columns.rename({name: str(place) for place, name in enumerate(columns.columns)})


def _read(text: str, layout: Layout, width: int) -> pl.DataFrame | None:
    """A row that goes on over lines, or is not strictly well-formed, is for the slower way to judge."""
    lines = text.split("\n")
    try:
        rows = list(delimited(lines, layout, strict=True))
    except csv.Error:
        return None
    if len(rows) != len(lines) or set(map(len, rows)) != {width}:
        return None
    return pl.DataFrame({str(place): column for place, column in enumerate(zip(*rows, strict=True))})


def delimited(lines: Iterable[str], layout: Layout, *, strict: bool = False) -> Iterator[list[str]]:
    """Return a reader of lines; a strict one raises `csv.Error` where a quote is not where it belongs."""
    return csv.reader(
        lines,
        delimiter=layout.delimiter,
        quotechar=layout.quote or None,
        quoting=csv.QUOTE_MINIMAL if layout.quote else csv.QUOTE_NONE,
        escapechar=layout.escape or None,
        skipinitialspace=layout.space_after_delimiter,
        strict=strict,
    )
