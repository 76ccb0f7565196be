"""From a figure to the records it was summed from."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from rapport.analytical.reporting.contracts import RowColumn
from rapport.analytical.reporting.contracts.metrics import METRICS
from rapport.analytical.reporting.queries.addresses import read_asked, write_address
from rapport.analytical.reporting.queries.conditions import say_filter
from rapport.analytical.reporting.queries.dashboards import list_dashboards
from rapport.analytical.reporting.queries.rows import Rows, list_rows
from rapport.analytical.reporting.queries.words import WORDS, say_period
from rapport.kernel.identity.api import actor_of
from rapport.ui.api import Crumb, Viewer, find_url, get_viewer


@dataclass(frozen=True, slots=True)
class RowCell:
    """A cell of a row: its words, where it leads, whether it is a number."""

    text: str
    href: str = ""
    number: bool = False


@require_GET
def show_rows(request: HttpRequest) -> HttpResponse:
    """The rows behind a figure, newest first, fifty at a time; crumbs lead back to where it stood."""
    actor, viewer = actor_of(request), get_viewer()
    question = read_asked(request.GET.dict())
    found = list_rows(question, actor=actor, after=request.GET.get("after", ""))
    boards = {one.name: one.label for one in list_dashboards(actor)}
    back = request.GET.get("from", "")
    address = write_address(question)
    crumbs = [Crumb(_("Dashboards"), reverse("dashboards"))]
    if back in boards:
        crumbs.append(Crumb(boards[back], reverse("dashboard", args=[back])))
    here = f"{reverse('report_rows')}?{address}&from={back if back in boards else ''}"
    label = ", ".join(str(METRICS[name].label) for name in question.metrics)
    context = {
        "title": _("%(metric)s: the rows behind it") % {"metric": label},
        "crumbs": [*crumbs, Crumb(label, f"{reverse('ask')}?{address}"), Crumb(_("Rows"))],
        "period": say_period(question.period, viewer),
        "conditions": say_filter(question.filter, viewer, found.units),
        "found": found,
        "source": found.source.label,
        "heads": [RowCell(str(one.label), number=one.kind in ("money", "number")) for one in found.columns],
        "rows": draw_rows(found, viewer),
        "next": f"{here}&after={found.after}" if found.after else "",
    }
    return render(request, "reporting/rows.html", context)


def draw_rows(found: Rows, viewer: Viewer) -> list[list[RowCell]]:
    """Return the cells of each row in the reader's words."""
    return [
        [
            _draw(column, value, currency, found, viewer)
            for column, value in zip(found.columns, row, strict=True)
        ]
        for row, currency in zip(found.rows, found.currencies, strict=True)
    ]


def _draw(column: RowColumn, value: Any, currency: str, found: Rows, viewer: Viewer) -> RowCell:
    text = "" if value is None else str(value)
    if column.kind == "money":
        return RowCell(viewer.money(int(value or 0), currency), number=True)
    if column.kind == "number":
        return RowCell(viewer.number(value) if value is not None else "–", number=True)
    if column.kind in ("order", "customer"):
        return _lead(column.kind, text, found)
    return RowCell(_write(column.kind, text, found, viewer))


def _lead(kind: str, text: str, found: Rows) -> RowCell:
    """Return the cell that leads to an order or a customer the reader may see."""
    if kind == "order":
        return RowCell(_("Open the order"), find_url("order", text))
    if text in found.customers:
        return RowCell(found.customers[text], find_url("customer", text))
    return RowCell(_("Somebody you may not see") if text else _("Guest"))


def _write(kind: str, text: str, found: Rows, viewer: Viewer) -> str:
    if kind == "unit":
        return found.units.get(text, "")
    if kind == "day" and text:
        return viewer.day(date.fromisoformat(text[:10]))
    if kind == "country" and text:
        return viewer.country(text)
    return str(WORDS.get(text, text))
