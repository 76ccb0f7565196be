"""An answer as a file: CSV or Excel, with the figures as numbers."""

from datetime import date
from decimal import Decimal
from importlib import import_module
from io import BytesIO
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from rapport.analytical.reporting.contracts import Answer
from rapport.analytical.reporting.http.words import currency_of, scale_figure, write_split
from rapport.analytical.reporting.queries.addresses import read_asked
from rapport.analytical.reporting.queries.asking import ask
from rapport.kernel.errors import Invalid
from rapport.kernel.identity.api import actor_of
from rapport.ui.api import Viewer, get_viewer

MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_GET
def save_file(request: HttpRequest) -> HttpResponse:
    """The answer to the question of the address, as `format` csv or xlsx."""
    kind = request.GET.get("format", "csv")
    answer = ask(read_asked(request.GET.dict()), actor=actor_of(request))
    return HttpResponse(
        write_file(answer, kind, get_viewer()),
        content_type=MEDIA[kind],
        headers={"Content-Disposition": f'attachment; filename="report.{kind}"'},
    )


def write_file(answer: Answer, kind: str, viewer: Viewer) -> bytes:
    """Return an answer as a file; money in major units with its currency beside it. Raises `Invalid`."""
    if kind not in MEDIA:
        raise Invalid("A CSV or Excel file.", code="format")
    columns = [one.label for one in answer.columns]
    money = any(one.metric and one.metric.measure == "money" for one in answer.columns)
    rows = answer.rows if answer.question.by else (answer.whole,)
    records = [dict(zip(columns, _write(answer, row, viewer), strict=True)) for row in rows]
    if money:
        columns.append("currency")
        for record, row in zip(records, rows, strict=True):
            record["currency"] = currency_of(answer, row)
    writers: Any = import_module("rapport.customers.intake.api.writing")  # brings the library of Excel
    out = BytesIO()
    (writers.write_csv if kind == "csv" else writers.write_excel)(records, columns, out)
    return out.getvalue()


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
