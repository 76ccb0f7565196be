"""An answer as a chart with its table."""

from typing import Any

from django.utils.translation import gettext as _

from rapport.analytical.reporting.contracts import Answer
from rapport.analytical.reporting.contracts.dimensions import TIMES
from rapport.analytical.reporting.queries.words import (
    currency_of,
    scale_figure,
    title_of,
    write_cell,
    write_split,
)
from rapport.ui.api import Chart, Viewer, bar_spec, line_spec

TABLED, BARS = 60, 30
FORMATS = {"money": ".2~s", "share": ".0%", "count": ".2~s", "minutes": ".2~s"}


def draw_answer(
    answer: Answer, viewer: Viewer, *, id: str, title: str = "", height: int = 220
) -> Chart | None:
    """Return an answer's first metric as a line over time or as bars; None where there is nothing to draw."""
    metric = next((one.metric for one in answer.columns if one.metric), None)
    if not answer.rows or metric is None or not answer.question.by:
        return None
    times = [name for name in answer.question.by if name in TIMES]
    spec = _line(answer, viewer, height) if times else _bars(answer, viewer, height)
    label = title or title_of(answer.columns)
    return Chart(
        id=id,
        title=label,
        spec=spec,
        description=_("%(title)s, drawn; the same stands in the table behind it.") % {"title": label},
        heads=[one.label for one in answer.columns],
        table=[
            [write_cell(answer, row, at, viewer) for at in range(len(answer.columns))]
            for row in answer.rows[:TABLED]
        ],
    )


def _line(answer: Answer, viewer: Viewer, height: int) -> dict[str, Any]:
    by = answer.question.by
    at = next(place for place, name in enumerate(by) if name in TIMES)
    other = next((place for place in range(len(by)) if place != at), None)
    values = [
        {"x": str(row[at]), "y": _scale(answer, row)}
        | ({"series": _name(answer, row, other, viewer)} if other is not None else {})
        for row in answer.rows
    ]
    return line_spec(
        values,
        x="x",
        y="y",
        series="series" if other is not None else "",
        titles={"x": answer.columns[at].label, "y": answer.columns[len(by)].label},
        x_type="ordinal" if by[at] == "weekday" else "temporal",
        y_format=_format(answer),
        height=height,
    )


def _bars(answer: Answer, viewer: Viewer, height: int) -> dict[str, Any]:
    places = range(len(answer.question.by))
    values = [
        {"x": " · ".join(_name(answer, row, at, viewer) for at in places), "y": _scale(answer, row)}
        for row in answer.rows[:BARS]
    ]
    names = {"x": answer.columns[0].label, "y": answer.columns[len(places)].label}
    order = [str(one["x"]) for one in values]
    tall = max(height, 24 * len(values))
    return bar_spec(
        values, x="x", y="y", titles=names, lying=True, sort=order, format=_format(answer), height=tall
    )


def _name(answer: Answer, row: tuple[Any, ...], at: int, viewer: Viewer) -> str:
    dimension = answer.columns[at].dimension
    assert dimension is not None
    return write_split(row[at], dimension, answer.names.get(dimension.name, {}), viewer)


def _scale(answer: Answer, row: tuple[Any, ...]) -> float | None:
    at = len(answer.question.by)
    metric = answer.columns[at].metric
    assert metric is not None
    return scale_figure(row[at], metric, currency_of(answer, row))


def _format(answer: Answer) -> str:
    metric = answer.columns[len(answer.question.by)].metric
    return FORMATS.get(metric.measure, "") if metric else ""
