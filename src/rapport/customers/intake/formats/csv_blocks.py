"""A delimited text in blocks of whole lines, which are parted at once or given back and read one by one."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TextIO

from rapport.customers.intake.formats.table import Layout

if TYPE_CHECKING:
    import polars as pl

BLOCK: Final = 262_144
"""Characters read at once."""


@dataclass(frozen=True, slots=True)
class Lot:
    """Sound rows that follow each other: the number of the first, and their texts as columns `0`, `1` …"""

    number: int
    columns: "pl.DataFrame"
    characters: int

    def parted(self, count: int) -> tuple["Lot", "Lot"]:
        """Return the first rows and the others."""
        share = self.characters * count // max(1, self.columns.height)
        return (
            Lot(self.number, self.columns.head(count), share),
            Lot(self.number + count, self.columns.slice(count), self.characters - share),
        )


Parting = Callable[[str, Layout, int], "pl.DataFrame | None"]
"""Gives the columns of a block of lines for a layout and a width; nothing where a line may not be plain."""


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
