"""From a file to its layout, and from a layout to its table."""

import re
import zipfile
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Final

from rapport.customers.intake.formats import streams
from rapport.customers.intake.formats.csv_reader import CsvTable
from rapport.customers.intake.formats.csv_sniff import sniff_layout
from rapport.customers.intake.formats.encodings import detect_encoding
from rapport.customers.intake.formats.excel_reader import ExcelTable, check_workbook, sheet_names
from rapport.customers.intake.formats.json_reader import JsonTable
from rapport.customers.intake.formats.table import Layout, Row, Table
from rapport.customers.intake.formats.vcard_reader import VcardTable
from rapport.customers.intake.formats.xml_reader import XmlTable, record_depth
from rapport.kernel.doors.api import Refused, check_zip, packing_of
from rapport.kernel.errors import Invalid

TABLES: Final[dict[str, Callable[[Path, Layout], Table]]] = {
    "csv": CsvTable,
    "excel": ExcelTable,
    "vcard": VcardTable,
    "jsonl": JsonTable,
    "json": JsonTable,
    "xml": XmlTable,
}
OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FOREIGN: Final = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"SQLite format 3": "SQLite",
    b"PAR1": "Parquet",
}
VCARD: Final = re.compile(r"^\ufeff?\s*BEGIN:VCARD\s*$", re.IGNORECASE | re.MULTILINE)


def _is_workbook(path: Path) -> bool:
    with path.open("rb") as source:
        head = source.read(8)
    if head == OLD_EXCEL:
        return True
    if packing_of(head) != "zip":
        return False
    check_zip(path, limits=streams.LIMITS)
    with zipfile.ZipFile(path) as archive:
        return "xl/workbook.xml" in archive.namelist()


def detect_layout(path: Path) -> Layout:
    """Look at a file (packed or plain) and say how it is to be read.

    Raises Refused where a door does, Invalid (`file_empty`, `format_unknown`) where there is nothing to read.
    """
    if _is_workbook(path):
        check_workbook(path)
        sheets = sheet_names(path)
        return Layout("excel", sheet=sheets[0] if sheets else "", sheets=sheets)
    head = streams.read_head(path)
    if not head.strip():
        raise Invalid("The file is empty.", code="file_empty")
    for magic, name in FOREIGN.items():
        if head.startswith(magic):
            raise Invalid(
                "This is a %(name)s file; bring CSV, Excel, vCard, JSON lines or XML.",
                values={"name": name},
                code="format_unknown",
            )
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or _utf16_xml(head):
        return Layout("xml", depth=record_depth(path))
    return _text_layout(path, head)


def _utf16_xml(head: bytes) -> bool:
    return head.startswith((b"\xff\xfe<\0", b"\xfe\xff\0<"))


def _text_layout(path: Path, head: bytes) -> Layout:
    encoding = detect_encoding(streams.encoding_sample(path))
    if encoding == "utf-8" and head.startswith(b"\xef\xbb\xbf"):
        encoding = "utf-8-sig"
    try:
        with streams.open_text(path, encoding) as text:
            start = text.read(streams.SAMPLE)
    except (UnicodeError, LookupError) as error:
        raise Refused("The characters of this file cannot be read.", code="encoding_unknown") from error
    if VCARD.search(start[:2_000]):
        return Layout("vcard", encoding)
    first = start.lstrip("\ufeff \t\r\n")
    if first.startswith("{"):
        return Layout("jsonl", encoding)
    if re.match(r"\[\s*[{\]]", first):
        return Layout("json", encoding)
    return sniff_layout(start, encoding)


def open_table(path: Path, layout: Layout) -> Table:
    """Open a file under a layout."""
    try:
        make = TABLES[layout.format]
    except KeyError:
        raise Invalid("This format is not known.", code="format_unknown") from None
    return make(path, layout)


def read_preview(path: Path, layout: Layout, count: int = 20) -> tuple[tuple[str, ...], list[Row]]:
    """Return the columns and the first rows."""
    table = open_table(path, layout)
    return table.columns, list(islice(table.rows(), count))
