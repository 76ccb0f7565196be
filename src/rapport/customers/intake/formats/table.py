"""The one row protocol: whatever the file, a table has columns and gives numbered rows of text."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final, NamedTuple, Protocol

MAX_RECORD: Final = 1_048_576
MAX_COLUMNS: Final = 16_384
BROKEN: Final = "\udfff"
OVERLONG: Final = "\udffe"


class Row(NamedTuple):
    """One record: its number as a spreadsheet shows it (the header is row 1), its texts, and why it cannot
    be read.

    `problem` is a code of `reasons.py`, empty when the row is sound; `values` then match the table's columns.
    """

    number: int
    values: list[str]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is to be read; detected, shown to the person, and changed by them where it is wrong."""

    format: str
    encoding: str = "utf-8"
    delimiter: str = ","
    quote: str = '"'
    escape: str = ""
    space_after_delimiter: bool = False
    header: bool = True
    sheet: str = ""
    sheets: tuple[str, ...] = field(default=())
    depth: int = 1

    def as_json(self) -> dict[str, Any]:
        """Return the layout as plain JSON values."""
        return asdict(self) | {"sheets": list(self.sheets)}

    def changed(self, **changes: Any) -> "Layout":
        """Return a copy with some choices changed."""
        return replace(self, **changes)


def layout_from_json(stored: dict[str, Any]) -> Layout:
    """Return the layout that `as_json` wrote; unknown keys are left out."""
    known = {key: value for key, value in stored.items() if key in Layout.__dataclass_fields__}
    return Layout(**{**known, "sheets": tuple(known.get("sheets", ()))})


class Table(Protocol):
    """A file opened under a layout."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns, each once, in the file's order."""

    def rows(self) -> Iterator[Row]:
        """Stream the records from the start; may be called again."""


def unique_names(names: list[str]) -> tuple[str, ...]:
    """Give every column a name of its own: blanks are numbered, repeats get a number behind."""
    seen: dict[str, int] = {}
    taken = set(names)
    unique = []
    for position, raw in enumerate(names, start=1):
        name = " ".join(raw.split()) or f"Column {position}"
        count = seen.get(name, 0) + 1
        seen[name] = count
        while count > 1 and f"{name} {count}" in taken:
            count += 1
        unique.append(name if count == 1 else f"{name} {count}")
    return tuple(unique)


def numbered(name: str, count: int) -> str:
    """Return the column's name for the count-th value of one kind."""
    return name if count == 1 else f"{name} {count}"
