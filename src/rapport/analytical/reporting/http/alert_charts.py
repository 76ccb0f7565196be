"""The curve of a watched metric with the band it is judged by."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from rapport.analytical.reporting.contracts.metrics import METRICS
from rapport.analytical.reporting.models import MetricAlert
from rapport.analytical.reporting.operations.watching import find_limits, read_series
from rapport.analytical.reporting.queries.charts import FORMATS
from rapport.analytical.reporting.queries.words import scale_figure, write_figure
from rapport.kernel.errors import RapportError
from rapport.kernel.identity.api import Actor
from rapport.ui.api import Chart, Viewer

DAYS = 28


def draw_band(row: MetricAlert, viewer: Viewer, actor: Actor) -> tuple[Chart | None, str]:
    """Return the last four weeks with their band, as the reader sees the metric, or why there is none."""
    try:
        past, currency, last = read_series(row, DAYS, actor)
    except RapportError as refusal:
        return None, refusal.message
    if last is None or not past:
        return None, _("Nothing in this period.")
    metric = METRICS[row.metric]
    values: list[dict[str, Any]] = []
    table = []
    for at in range(DAYS):
        day = last - timedelta(days=DAYS - 1 - at)
        if day not in past:
            continue
        band = find_limits(row, metric, currency, past, day)
        ends = [
            None if band is None or abs(end) == float("inf") else scale_figure(end, metric, currency)
            for end in ((band.low, band.high) if band else (0.0, 0.0))
        ]
        side = band.side(past[day]) if band else None
        value = scale_figure(past[day], metric, currency)
        values.append({"x": str(day), "y": value, "low": ends[0], "high": ends[1], "out": side is not None})
        usual = band.usual if band and row.way == "usual" else None
        table.append(
            [
                viewer.day(day),
                write_figure(past[day], metric, currency, viewer),
                write_figure(usual, metric, currency, viewer),
            ]
        )
    title = _("%(metric)s and what is usual") % {"metric": metric.label}
    chart = Chart(
        id="band",
        title=title if row.way == "usual" else str(metric.label),
        spec=_spec(values, str(metric.label), FORMATS.get(metric.measure, "")),
        description=_("%(title)s, drawn; the same stands in the table behind it.") % {"title": title},
        heads=[_("Day"), str(metric.label), _("Usual")],
        table=table,
    )
    return chart, ""


def _spec(values: list[dict[str, Any]], label: str, form: str) -> dict[str, Any]:
    across = {"field": "x", "type": "temporal", "title": None}
    up = {"type": "quantitative", "title": label, "axis": {"format": form, "tickCount": 5}}
    dots = {"condition": {"test": "datum.out", "value": 70}, "value": 0}
    return {
        "data": {"values": values},
        "width": 560,
        "height": 240,
        "encoding": {"x": across},
        "layer": [
            {
                "mark": {"type": "area", "opacity": 0.16, "line": False, "color": "#a00002"},
                "encoding": {"y": {**up, "field": "low"}, "y2": {"field": "high"}},
            },
            {"mark": {"type": "line"}, "encoding": {"y": {**up, "field": "y"}}},
            {
                "mark": {"type": "point", "filled": True, "color": "#a00002"},
                "encoding": {"y": {**up, "field": "y"}, "size": dots},
            },
        ],
    }
