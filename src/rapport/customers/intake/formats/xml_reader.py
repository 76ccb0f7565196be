"""XML as rows: the repeated element is the record, its parts are the columns; all through the XML door."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from rapport.customers.intake.formats.streams import LIMITS
from rapport.customers.intake.formats.table import MAX_COLUMNS, Layout, Row, numbered
from rapport.kernel.doors.api import Refused, XmlElement, XmlLimits, open_plain, read_elements

RECORD: Final = XmlLimits(depth=40, elements=20_000, text=2_000_000)
LOOKED_AT: Final = 500


def record_depth(path: Path) -> int:
    """Say whether records are the root's children (1) or its grandchildren (2), from the first elements."""
    with open_plain(path, limits=LIMITS) as source:
        try:
            seen = list(islice(read_elements(source, depth=2, limits=RECORD), LOOKED_AT))
        except Refused:
            return 1
    names = Counter(element.name for element in seen)
    nested = sum(bool(element.children) for element in seen)
    return 2 if len(names) == 1 and len(seen) > 1 and nested > len(seen) // 2 else 1


def element_fields(element: XmlElement, name: str = "") -> Iterator[tuple[str, str]]:
    """Give attributes and texts below an element as dotted columns; repeated parts get numbers behind."""
    for key, value in element.attributes.items():
        yield (f"{name}.{key}" if name else key), value
    if element.text:
        yield name or "text", element.text
    counts: Counter[str] = Counter()
    for child in element.children:
        counts[child.name] += 1
        part = numbered(child.name, counts[child.name])
        yield from element_fields(child, f"{name}.{part}" if name else part)


class XmlTable:
    """An XML document of repeated records."""

    def __init__(self, path: Path, layout: Layout) -> None:
        self.path = path
        self.layout = layout
        self._columns: tuple[str, ...] | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """Every part of any record, in order of first appearance."""
        if self._columns is None:
            seen: dict[str, None] = {}
            for fields, _ in self._records():
                if len(seen) < MAX_COLUMNS:
                    seen.update(dict.fromkeys(fields))
            self._columns = tuple(seen)[:MAX_COLUMNS]
        return self._columns

    def rows(self) -> Iterator[Row]:
        """Stream the records; where the document breaks off, one last row says so."""
        columns = self.columns
        for number, (fields, problem) in enumerate(self._records(), start=1):
            yield Row(number, [fields.get(column, "") for column in columns], problem)

    def _records(self) -> Iterator[tuple[dict[str, str], str]]:
        with open_plain(self.path, limits=LIMITS) as source:
            given = 0
            try:
                for element in read_elements(source, depth=self.layout.depth, limits=RECORD):
                    given += 1
                    yield dict(element_fields(element)), ""
            except Refused as refusal:
                if refusal.code == "xml_doctype" or not given:
                    raise
                yield {}, refusal.code
