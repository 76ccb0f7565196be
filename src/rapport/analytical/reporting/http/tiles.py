"""Tiles of a dashboard as its template draws them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from rapport.analytical.reporting.contracts import Answer, Question, Tile
from rapport.analytical.reporting.queries.addresses import write_address
from rapport.analytical.reporting.queries.charts import draw_answer
from rapport.analytical.reporting.queries.drilling import narrow_to_row
from rapport.analytical.reporting.queries.words import (
    change_of,
    say_lost,
    say_period,
    title_of,
    write_cell,
    write_figure,
)
from rapport.kernel.errors import RapportError
from rapport.ui.api import Chart, Stat, Viewer


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table of figures; `href` leads to the rows behind it."""

    text: str
    number: bool
    href: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A tile with what was found: a number, a chart or a table, or why there is none."""

    tile: Tile
    title: str
    note: str
    ask: str
    stat: Stat | None = None
    chart: Chart | None = None
    heads: Sequence[Cell] = ()
    rows: Sequence[Sequence[Cell]] = ()
    trouble: str = ""
    warning: str = ""

    @property
    def stats(self) -> list[Stat]:
        """Its number, as the house draws numbers."""
        return [self.stat] if self.stat else []

    @property
    def width(self) -> int:
        """How many of twelve columns it takes."""
        return self.tile.width


def draw_tile(tile: Tile, answer: Answer | RapportError, viewer: Viewer, back: str) -> Drawn:
    """Return a tile drawn for a reader; `back` is the dashboard it is on."""
    ask = f"{reverse('ask')}?{write_address(tile.question)}"
    if isinstance(answer, RapportError):
        return Drawn(tile, tile.title or _("Nothing to show"), "", ask, trouble=answer.message)
    title = tile.title or title_of(answer.columns)
    note = say_period(tile.question.period, viewer) if answer.first or tile.question.period == "all" else ""
    warning = say_lost(answer)
    if tile.question.face == "number":
        return Drawn(tile, title, note, ask, stat=draw_stat(answer, title, viewer, back), warning=warning)
    if tile.question.face in ("line", "bar"):
        chart = draw_answer(answer, viewer, id=f"tile-{tile.id}", title=title)
        return Drawn(tile, title, note, ask, chart=chart, warning=warning)
    heads, rows = draw_table(answer, viewer, back)
    return Drawn(tile, title, note, ask, heads=heads, rows=rows, warning=warning)


def draw_stat(answer: Answer, title: str, viewer: Viewer, back: str) -> Stat:
    """Return a number with the change to the stretch before, leading to its rows."""
    metric = next(one.metric for one in answer.columns if one.metric)
    now = answer.whole[0]
    earlier = answer.before[0] if answer.before else None
    change = change_of(answer)
    note = ""
    if answer.before:
        said = write_figure(earlier, metric, answer.currency, viewer, short=True)
        note = _("before: %(value)s") % {"value": said}
    value = write_figure(now, metric, answer.currency, viewer, short=True)
    return Stat(title, value, lead_to_rows(answer.question, back), note, change, metric.good_when_up)


def draw_table(answer: Answer, viewer: Viewer, back: str) -> tuple[list[Cell], list[list[Cell]]]:
    """Return an answer as heads and rows; each first figure leads to the rows it was summed from."""
    splits = len(answer.question.by)
    heads = [Cell(one.label, one.metric is not None) for one in answer.columns]
    rows = []
    for row in answer.rows:
        cells = [Cell(write_cell(answer, row, at, viewer), at >= splits) for at in range(len(answer.columns))]
        href = lead_to_rows(narrow_to_row(answer.question, row), back)
        cells[splits] = replace(cells[splits], href=href)
        rows.append(cells)
    return heads, rows


def lead_to_rows(question: Question, back: str) -> str:
    """Return the address of the rows behind a question's figures."""
    return f"{reverse('report_rows')}?{write_address(question)}&{urlencode({'from': back})}"
