"""Excel workbooks (.xlsx, .xlsm, .xls) as rows of text, after the archive door has looked at them."""

import datetime
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from python_calamine import CalamineError, CalamineWorkbook

from rapport.customers.intake.formats.table import Layout, Row, unique_names
from rapport.kernel.doors.api import ArchiveLimits, Refused, check_zip
from rapport.kernel.errors import Invalid

LIMITS: Final = ArchiveLimits(entries=2_000, total_bytes=600_000_000, ratio=100, ratio_from_bytes=50_000_000)
OLD_BYTES: Final = 60_000_000
MAX_CELLS: Final = 25_000_000
REFERENCE: Final = re.compile(rb'\br="([A-Z]{1,3})?(\d{1,7})"')
PIECE: Final = 262_144
Cell = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _check_spread(path: Path) -> None:
    """Two cells in opposite corners make a table of 17 thousand million cells: such sheets are not opened."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if not (name.startswith("xl/worksheets/") and name.endswith(".xml")):
                continue
            rows = columns = 1
            rest = b""
            with archive.open(name) as sheet:
                while piece := sheet.read(PIECE):
                    for letters, row in REFERENCE.findall(rest + piece):
                        rows = max(rows, int(row))
                        columns = max(columns, _column_number(letters))
                    rest = piece[-32:]
                    if rows * columns > MAX_CELLS:
                        raise Refused("The sheet spreads over too many cells.", code="excel_too_large")


def check_workbook(path: Path) -> None:
    """Raise Refused when a workbook is broken, a bomb, or larger than we open."""
    with path.open("rb") as source:
        packed = source.read(2) == b"PK"
    if not packed:
        if path.stat().st_size > OLD_BYTES:
            raise Refused("The workbook is too large.", code="excel_too_large")
        return
    check_zip(path, limits=LIMITS)
    try:
        _check_spread(path)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError) as error:
        raise Refused("The workbook is broken.", code="archive_broken") from error


def _open(path: Path) -> CalamineWorkbook:
    check_workbook(path)
    try:
        return CalamineWorkbook.from_path(str(path))
    except (CalamineError, OSError, ValueError) as error:
        raise Refused("The workbook cannot be read.", code="excel_unreadable") from error


def sheet_names(path: Path) -> tuple[str, ...]:
    """Return the names of a workbook's sheets, in order."""
    return tuple(_open(path).sheet_names)


def cell_text(value: Any) -> str:
    """Return a cell as a person reads it: whole numbers without a point, dates in ISO form."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime.datetime):
        return value.isoformat(sep=" ")
    return str(value)


class ExcelTable:
    """One sheet of a workbook under its layout."""

    def __init__(self, path: Path, layout: Layout) -> None:
        self.path = path
        self.layout = layout
        self._columns: tuple[str, ...] | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """Names from the first row that is not empty."""
        if self._columns is None:
            first = next(self._records(), None)
            if first is None:
                raise Invalid("The sheet is empty.", code="file_empty")
            names = first.values if self.layout.header else [""] * len(first.values)
            self._columns = unique_names(names)
        return self._columns

    def rows(self) -> Iterator[Row]:
        """Stream the rows below the header; empty rows are passed over."""
        width = len(self.columns)
        records = self._records()
        if self.layout.header:
            next(records, None)
        for row in records:
            broken = "null_byte" if any("\0" in value for value in row.values) else ""
            yield Row(row.number, (row.values + [""] * (width - len(row.values)))[:width], broken)

    def _records(self) -> Iterator[Row]:
        workbook = _open(self.path)
        names = workbook.sheet_names
        if not names:
            raise Invalid("The workbook has no sheet.", code="file_empty")
        try:
            sheet = workbook.get_sheet_by_name(self.layout.sheet if self.layout.sheet in names else names[0])
        except CalamineError as error:
            raise Refused("The sheet cannot be read.", code="excel_unreadable") from error
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            values = [cell_text(cell) for cell in cells]
            if any(value.strip() for value in values):
                yield Row(number, values)
