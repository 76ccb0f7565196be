"""A figure's past and what is expected of it, as a chart with its table."""

from typing import Any

from django.utils.translation import gettext as _

from rapport.analytical.forecast.contracts import Judged, Measure, PointAhead, SeriesView
from rapport.analytical.forecast.contracts.labels import name_figure
from rapport.kernel.money.api import to_major
from rapport.ui.api import Chart, Viewer

SHOWN = 56
"""Days of the past beside the days ahead: eight weeks and four."""
FORMATS = {Measure.REVENUE: ".2~s"}


def write_value(series: SeriesView, value: float, viewer: Viewer) -> str:
    """Return a value of a series as its readers write it."""
    return write_amount(series.measure, series.currency, value, viewer)


def write_amount(measure: Measure, currency: str, value: float, viewer: Viewer) -> str:
    """Return so much of a measure as its readers write it; revenue in minor units of the currency."""
    if measure is Measure.REVENUE:
        return viewer.money_short(round(value), currency)
    return viewer.number(round(value))


def draw_forecast(series: SeriesView, viewer: Viewer) -> Chart:
    """Return what came, what is expected, and the band of eight cases in ten, day by day; of days that have
    come, what was said last before them."""
    came, expected = _("Came in"), _("Expected")
    past = series.history[-SHOWN:]
    lines = [{"day": str(one.day), "value": _scale(series, one.value), "line": came} for one in past]
    judged = [one for one in series.judged if one.day >= past[0].day]
    said: list[Judged | PointAhead] = [*judged, *series.ahead]
    ahead = [
        {
            "day": str(one.day),
            "value": _scale(series, one.point),
            "low": _scale(series, one.low),
            "high": _scale(series, one.high),
            "line": expected,
        }
        for one in said
    ]
    label = name_figure(series.measure, series.subject)
    return Chart(
        id=f"forecast-{series.measure}-{series.subject or 'all'}",
        title=label,
        spec=_draw(lines, ahead, [came, expected], label, FORMATS.get(series.measure, "")),
        description=_("%(measure)s of the last eight weeks, and what is expected of the next four.")
        % {"measure": label},
        heads=[_("Day"), _("Expected"), _("At least"), _("At most")],
        table=[
            (
                viewer.day(one.day),
                *(write_value(series, value, viewer) for value in (one.point, one.low, one.high)),
            )
            for one in series.ahead
        ],
        note=_("The band holds eight days in ten."),
    )


def _scale(series: SeriesView, value: float) -> float:
    if series.measure is Measure.REVENUE:
        return float(to_major(round(value), series.currency))
    return round(value, 1)


def _draw(
    lines: list[dict[str, Any]], ahead: list[dict[str, Any]], order: list[str], label: str, format: str
) -> dict[str, Any]:
    across = {"field": "day", "type": "temporal", "title": None}
    axis = {"tickCount": 5, **({"format": format} if format else {})}
    up = {"field": "value", "type": "quantitative", "title": label, "axis": axis}
    color = {"field": "line", "type": "nominal", "sort": order}
    band = {"x": across, "y": {**up, "field": "low"}, "y2": {"field": "high"}, "color": color}
    line = {
        "x": across,
        "y": up,
        "color": color,
        "tooltip": [
            {"field": "day", "type": "temporal", "title": _("Day")},
            {"field": "value", "type": "quantitative", "title": label},
        ],
    }
    return {
        "width": 560,
        "height": 260,
        "layer": [
            {
                "data": {"values": ahead},
                "mark": {"type": "area", "line": False, "fillOpacity": 0.18},
                "encoding": band,
            },
            {"data": {"values": [*lines, *ahead]}, "mark": {"type": "line"}, "encoding": line},
        ],
    }
