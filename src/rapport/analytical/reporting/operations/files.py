"""Answers as tables of a file: CSV or Excel, with the figures as numbers."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from importlib import import_module
from io import BytesIO
from typing import Any

from rapport.analytical.reporting.contracts import Answer
from rapport.analytical.reporting.contracts.paper import MEDIA
from rapport.analytical.reporting.queries.words import currency_of, scale_figure, write_split
from rapport.kernel.errors import Invalid
from rapport.ui.api import Viewer


def write_file(answer: Answer, kind: str, viewer: Viewer) -> bytes:
    """Return an answer as a file; money in major units with its currency beside it. Raises `Invalid`."""
    if kind not in ("csv", "xlsx"):
        raise Invalid("A CSV or Excel file.", code="format")
    columns, records = tabulate(answer, viewer)
    writers = _load_writers()
    out = BytesIO()
    (writers.write_csv if kind == "csv" else writers.write_excel)(records, columns, out)
    return out.getvalue()


def write_sheets(answers: Sequence[tuple[str, Answer]], viewer: Viewer) -> bytes:
    """Return answers as a workbook with a sheet for each title."""
    out = BytesIO()
    _load_writers().write_book(((title, *tabulate(answer, viewer)) for title, answer in answers), out)
    return out.getvalue()


def tabulate(answer: Answer, viewer: Viewer) -> tuple[list[str], list[dict[str, Any]]]:
    """Return the columns of an answer, and its rows by them."""
    columns = [one.label for one in answer.columns]
    money = any(one.metric and one.metric.measure == "money" for one in answer.columns)
    rows = answer.rows if answer.question.by else (answer.whole,)
    records = [dict(zip(columns, _write(answer, row, viewer), strict=True)) for row in rows]
    if money:
        columns.append("currency")
        for record, row in zip(records, rows, strict=True):
            record["currency"] = currency_of(answer, row)
    return columns, records


def media_of(kind: str) -> str:
    """Return the media type of a kind of file; raises `Invalid`."""
    found = next((media for form, media in MEDIA.items() if form == kind), None)
    if found is None:
        raise Invalid("A CSV or Excel file.", code="format")
    return found


def _load_writers() -> Any:
    return import_module("rapport.customers.intake.api.writing")  # brings the library of Excel


def _write(answer: Answer, row: tuple[Any, ...], viewer: Viewer) -> list[Any]:
    return [_cell(answer, row, at, viewer) for at in range(len(answer.columns))]


def _cell(answer: Answer, row: tuple[Any, ...], at: int, viewer: Viewer) -> Any:
    column = answer.columns[at]
    if column.metric:
        value = scale_figure(row[at], column.metric, currency_of(answer, row))
        return None if value is None else Decimal(str(value))
    dimension = column.dimension
    assert dimension is not None
    if dimension.word == "day" and row[at]:
        return date.fromisoformat(str(row[at])[:10])
    return write_split(row[at], dimension, answer.names.get(column.name, {}), viewer)
