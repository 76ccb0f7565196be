"""Charts as Vega-Lite specifications in marked colours, and their still picture as SVG.

A mark colour such as #a00001 is no colour: the style sheet replaces it by the theme's, in the still picture
and in the live chart alike, so a change of theme needs no redrawing.
"""

import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import import_module
from math import ceil
from typing import Any, cast

from babel import Locale

SERIES = tuple(f"#a0000{n}" for n in range(1, 9))
INK, MUTED, LINE, CARD = "#a00011", "#a00012", "#a00013", "#a00014"
FONT = "Inter, system-ui, sans-serif"
NARROW = 480
_D3 = {"MMMM": "%B", "MMM": "%b", "MM": "%m", "M": "%-m", "dd": "%d", "d": "%-d", "y": "%Y"}
_MONTHS = {"month": "%b", "quarter": "%b"}
_PARTS = re.compile("M+|d+|y+")
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
CONFIG: Mapping[str, Any] = {
    "background": "transparent",
    "font": FONT,
    "view": {"stroke": None},
    "axis": {
        "labelColor": MUTED,
        "titleColor": MUTED,
        "gridColor": LINE,
        "domainColor": LINE,
        "tickColor": LINE,
        "titleFontWeight": 400,
        "labelFontSize": 11,
        "titleFontSize": 11,
        "labelPadding": 6,
        "titlePadding": 14,
        "labelSeparation": 12,
        "domain": False,
        "ticks": False,
    },
    "axisX": {"grid": False},
    "legend": {
        **{"labelColor": INK, "titleColor": MUTED, "orient": "top", "title": None},
        **{"labelFontSize": 12, "columnPadding": 32},
    },
    "title": {"color": INK},
    "range": {"category": list(SERIES), "ordinal": list(SERIES)},
    "mark": {"color": SERIES[0]},
    "line": {"strokeWidth": 2},
    "area": {"fillOpacity": 0.14, "line": True},
    "bar": {"cornerRadiusEnd": 3},
    "rule": {"color": LINE},
    "text": {"color": INK},
}


def with_theme(spec: Mapping[str, Any]) -> dict[str, Any]:
    """The specification with our look; what it sets itself stays."""
    own = spec.get("config", {})
    merged = {
        key: {**value, **own[key]} if key in own and isinstance(value, dict) else value
        for key, value in CONFIG.items()
    }
    return {
        "$schema": SCHEMA,
        "autosize": {"type": "fit-x", "contains": "padding"},
        **spec,
        "config": {**own, **merged},
    }


def in_language(spec: Mapping[str, Any], locale: str) -> dict[str, Any]:
    """The specification with days and months named as in this locale; English is what it says by itself."""
    if locale.startswith("en"):
        return dict(spec)
    named = {**spec, "config": {**spec.get("config", {}), "locale": {"time": _name_times(locale)}}}
    return cast(dict[str, Any], _write_days(named, locale))


def _write_days(node: Any, locale: str) -> Any:
    """Write the days along an axis of time as the locale does; d3 asks it for names, not for their order."""
    if isinstance(node, Mapping):
        rest = {
            key: [_write_tip(tip, locale) for tip in one]
            if key == "tooltip" and isinstance(one, list)
            else _write_days(one, locale)
            for key, one in node.items()
        }
        axis = rest.get("axis", {})
        if (
            rest.get("type") == "temporal"
            and isinstance(axis, Mapping)
            and not axis.keys() & {"format", "labelExpr"}
        ):
            written = _day_format(locale, "MMMd")
            rest["axis"] = {**axis, "format": {**_MONTHS, "date": written, "week": written}}
        return rest
    return [_write_days(one, locale) for one in node] if isinstance(node, list) else node


def _write_tip(tip: Mapping[str, Any], locale: str) -> Mapping[str, Any]:
    """A tip has no axis: its day is written whole, with the year."""
    timed = tip.get("type") == "temporal" and not tip.keys() & {"format", "timeUnit"}
    return {**tip, "format": _day_format(locale, "yMMMd")} if timed else tip


@lru_cache(maxsize=32)
def _day_format(locale: str, skeleton: str) -> str:
    """A day as d3 is told to write it, by the Unicode locale data."""
    pattern = str(Locale.parse(locale).datetime_skeletons[skeleton].pattern)
    return _PARTS.sub(lambda part: _D3[part[0]], pattern).replace("'", "")


@lru_cache(maxsize=16)
def _name_times(locale: str) -> dict[str, Any]:
    """What d3 asks of a language: its names of days (Sunday first), months and halves of the day."""
    names = Locale.parse(locale)
    days, months, halves = names.days["format"], names.months["format"], names.day_periods["format"]
    week = (6, *range(6))
    return {
        "dateTime": "%x %X",
        "date": "%Y-%m-%d",
        "time": "%H:%M:%S",
        "periods": [halves["abbreviated"][half] for half in ("am", "pm")],
        "days": [days["wide"][day] for day in week],
        "shortDays": [days["abbreviated"][day] for day in week],
        "months": [months["wide"][month] for month in range(1, 13)],
        "shortMonths": [months["abbreviated"][month] for month in range(1, 13)],
    }


def at_width(spec: Mapping[str, Any], width: int) -> dict[str, Any]:
    """The specification at another width; one made of several views keeps its own.

    Where it is narrow the legend's entries stand below each other, since side by side they would be cut.
    """
    if "width" not in spec:
        return dict(spec)
    config = spec.get("config", {})
    if width < NARROW:
        config = {**config, "legend": {**config.get("legend", {}), "columns": 1}}
    return {**spec, "width": width, "config": config}


def load_converter() -> Any:
    """What draws specifications: a second and 30 MB that only those who see charts pay."""
    return import_module("vl_convert")


@lru_cache(maxsize=256)
def _draw(text: str) -> str:
    return str(load_converter().vegalite_to_svg(json.loads(text)))


def draw_svg(spec: Mapping[str, Any]) -> str:
    """The still picture, cached by the specification's text (about 80 ms when new)."""
    return _draw(json.dumps(spec, sort_keys=True, default=str))


def line_spec(
    values: Sequence[Mapping[str, Any]],
    *,
    x: str,
    y: str,
    series: str = "",
    titles: Mapping[str, str] | None = None,
    area: bool = False,
    height: int = 200,
    x_type: str = "temporal",
    x_format: str = "",
    y_format: str = "",
) -> dict[str, Any]:
    """A line (or area) of `y` over `x`; `titles` names the fields for readers, formats are d3's."""
    names = titles or {}
    across: dict[str, Any] = {"field": x, "type": x_type, "title": names.get(x), "axis": _axis(x_format)}
    up: dict[str, Any] = {
        "field": y,
        "type": "quantitative",
        "title": names.get(y),
        "axis": _axis(y_format, 5),
    }
    encoding: dict[str, Any] = {"x": across, "y": up, "tooltip": [_tip(across), _tip(up)]}
    if series:
        encoding["color"] = {"field": series, "type": "nominal", "title": names.get(series)}
    mark = {"type": "area" if area else "line", "interpolate": "monotone"}
    return {
        "data": {"values": list(values)},
        "mark": mark,
        "width": 560,
        "height": height,
        "encoding": encoding,
    }


def bar_spec(
    values: Sequence[Mapping[str, Any]],
    *,
    x: str,
    y: str,
    titles: Mapping[str, str] | None = None,
    height: int = 200,
    lying: bool = False,
    format: str = "",
    sort: Sequence[str] | None = None,
) -> dict[str, Any]:
    """Bars of the measure `y` for each `x`, in the given order; `lying` bars read better with long names."""
    names = titles or {}
    each: dict[str, Any] = {
        "field": x,
        "type": "nominal",
        "title": None,
        "sort": list(sort) if sort else None,
    }
    each["axis"] = {"labelAngle": 0, "labelLimit": 140}
    if lying:
        each["axis"]["minExtent"] = min(140, max((_room(str(value[x])) for value in values), default=0))
    measure: dict[str, Any] = {
        "field": y,
        "type": "quantitative",
        "title": names.get(y),
        "axis": _axis(format, 5),
    }
    encoding: dict[str, Any] = {"y": each, "x": measure} if lying else {"x": each, "y": measure}
    encoding["tooltip"] = [{"field": x, "title": names.get(x, x)}, _tip(measure)]
    return {
        "data": {"values": list(values)},
        "mark": "bar",
        "width": 560,
        "height": height,
        "encoding": encoding,
    }


def _room(text: str) -> int:
    """How wide a label may become: readers' fonts are wider than the one pictures are measured with."""
    return ceil(sum(11 if ord(letter) > 0x2E7F else 7 for letter in text))


def _axis(format: str, ticks: int | None = None) -> dict[str, Any]:
    return {**({"format": format} if format else {}), **({"tickCount": ticks} if ticks else {})}


def _tip(channel: Mapping[str, Any]) -> dict[str, Any]:
    tip = {key: channel[key] for key in ("field", "type", "title") if channel.get(key)}
    return {**tip, **({"format": channel["axis"]["format"]} if channel["axis"].get("format") else {})}
