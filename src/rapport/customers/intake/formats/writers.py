"""Writers of lists: CSV, Excel, JSON lines, vCard, row by row into any binary stream."""

import csv
import datetime
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from typing import IO, Final
from uuid import UUID

import xlsxwriter

from rapport.customers.intake.formats.cells import safe_cell
from rapport.customers.intake.formats.vcard_writer import card_text

Value = str | int | Decimal | bool | datetime.date | datetime.datetime | UUID | None | Sequence[str]
EXCEL_ROWS: Final = 1_048_576
EXCEL_CELL: Final = 32_767
MEDIA: Final = {
    "csv": ("text/csv; charset=utf-8", "csv"),
    "excel": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    "jsonl": ("application/x-ndjson", "jsonl"),
    "vcard": ("text/vcard; charset=utf-8", "vcf"),
}
Records = Iterable[Mapping[str, Value]]


def plain_text(value: Value) -> str:
    """Return a value as text: dates in ISO form, lists joined by `; `."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.date):
        return value.isoformat(sep=" ") if isinstance(value, datetime.datetime) else value.isoformat()
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "; ".join(value)
    return str(value)


def csv_cell(value: Value) -> str:
    """Return a value as a cell of a delimited file: numbers and dates as they are, texts made safe."""
    if isinstance(value, int | Decimal | datetime.date) and not isinstance(value, bool):
        return plain_text(value)
    return safe_cell(plain_text(value))


def write_csv(records: Records, columns: Sequence[str], out: IO[bytes]) -> int:
    """Write UTF-8 with a mark (so that Excel reads Chinese) and return the number of records."""
    text = io.TextIOWrapper(out, encoding="utf-8-sig", errors="replace", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow([safe_cell(column) for column in columns])
    count = 0
    for record in records:
        writer.writerow([csv_cell(record.get(column)) for column in columns])
        count += 1
    text.flush()
    text.detach()
    return count


def write_excel(records: Records, columns: Sequence[str], out: IO[bytes]) -> int:
    """Write a workbook with typed cells, frozen header, a further sheet at each million rows; return the
    number of records.
    """
    book, dates = _open_book(out)
    count, line, sheet = 0, EXCEL_ROWS, None
    for record in records:
        if line >= EXCEL_ROWS:
            sheet, line = _new_sheet(book, columns), 1
        for position, column in enumerate(columns):
            _write_cell(sheet, line, position, record.get(column), dates)
        line += 1
        count += 1
    if sheet is None:
        _new_sheet(book, columns)
    book.close()
    return count


def write_book(sheets: Iterable[tuple[str, Sequence[str], Records]], out: IO[bytes]) -> None:
    """Write a workbook with a sheet for each name, columns and records; names are made to fit."""
    book, dates = _open_book(out)
    taken: set[str] = set()
    for name, columns, records in sheets:
        sheet = _new_sheet(book, columns, _name_sheet(name, taken))
        for line, record in enumerate(islice(records, EXCEL_ROWS - 1), 1):
            for position, column in enumerate(columns):
                _write_cell(sheet, line, position, record.get(column), dates)
    book.close()


def _name_sheet(name: str, taken: set[str]) -> str:
    """Return a name of at most 31 letters that no other sheet has (Excel looks at no case)."""
    plain = "".join(" " if one in "[]:*?/\\\0" else one for one in name).strip(" '")[:31] or "1"
    found, number = plain, 2
    while found.lower() in taken:
        found, number = f"{plain[:27]} {number}", number + 1
    taken.add(found.lower())
    return found


def _open_book(out: IO[bytes]) -> tuple["xlsxwriter.Workbook", tuple[object, object]]:
    """Return a workbook in which no text acts, and its forms of days and moments."""
    book = xlsxwriter.Workbook(
        out,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "remove_timezone": True,
            "nan_inf_to_errors": True,
        },
    )
    return book, (
        book.add_format({"num_format": "yyyy-mm-dd"}),
        book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
    )


def _new_sheet(
    book: "xlsxwriter.Workbook", columns: Sequence[str], name: str | None = None
) -> "xlsxwriter.worksheet.Worksheet":
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True})
    for position, column in enumerate(columns):
        sheet.write_string(0, position, column[:EXCEL_CELL], bold)
    sheet.freeze_panes(1, 0)
    return sheet


def _write_cell(
    sheet: "xlsxwriter.worksheet.Worksheet",
    line: int,
    position: int,
    value: Value,
    dates: tuple[object, object],
) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(line, position, value)
    elif isinstance(value, int | Decimal) and -(10**15) < value < 10**15:
        sheet.write_number(line, position, value)
    elif isinstance(value, datetime.date):
        sheet.write_datetime(line, position, value, dates[isinstance(value, datetime.datetime)])
    else:
        sheet.write_string(line, position, safe_cell(plain_text(value))[:EXCEL_CELL])


def write_json_lines(records: Records, columns: Sequence[str], out: IO[bytes]) -> int:
    """Write one object a line, nothing left out, and return the number of records."""
    count = 0
    for record in records:
        fields = {column: _json_value(record.get(column)) for column in columns}
        out.write(json.dumps(fields, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
        count += 1
    return count


def _json_value(value: Value) -> object:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Sequence):
        return list(value)
    return plain_text(value)


def write_vcards(records: Records, columns: Sequence[str], out: IO[bytes]) -> int:
    """Write vCards 4.0 of the columns that `vcard_writer` knows, and return their number."""
    count = 0
    for record in records:
        card = card_text({column: plain_text(record.get(column)) for column in columns})
        out.write(card.encode("utf-8", "replace"))
        count += 1
    return count


WRITERS: Final = {"csv": write_csv, "excel": write_excel, "jsonl": write_json_lines, "vcard": write_vcards}
