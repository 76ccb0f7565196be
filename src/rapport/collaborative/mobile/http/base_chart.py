"""The chart of the mobile base: months as bars, those who came above the line, those who went below."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from rapport.collaborative.mobile.contracts.base import BaseMonth
from rapport.collaborative.mobile.queries.words import WAYS
from rapport.ui.api import Chart, Viewer

NET = "#a00008"
"""The last of the house's colours of series: the line stands before all bars."""
HERE, PEOPLE = "/mobile-base", "/mobile-base/people"


def draw_base(months: Sequence[BaseMonth], viewer: Viewer) -> Chart:
    """Return the chart, its figures as a table whose numbers lead to their people."""
    ways = [way for way in WAYS if any(one.joined.get(way) for one in months)]
    return Chart(
        id="mobile-base",
        title=_("Growth and loss by month"),
        spec=_draw(months, ways),
        description=_(
            "Above the line who joined, by their way; below it who left; the line is what remains."
        ),
        heads=[
            *(
                _("Month"),
                *(WAYS[way] for way in ways),
                _("Opted out"),
                _("Number given up"),
                _("Net change"),
            ),
            _("People at the end"),
        ],
        table=[tuple(_cells(one, ways, viewer)) for one in reversed(months)],
    )


def asked_of(first: date, last: date | None = None, *, joined: bool, way: str | None = None) -> str:
    """Return the address of the people behind a figure, from a day on or of the days until another."""
    days = f"at:from:{first}" if last is None else f"at:between:{first}|{last}"
    named = "" if way is None else f";way:is:{way}" if way else ";way:empty"
    return f"{PEOPLE}?filter=joined:is:{'true' if joined else 'false'};{days}{named}"


def _cells(one: BaseMonth, ways: Sequence[str], viewer: Viewer) -> Iterator[object]:
    last = (one.month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    yield viewer.month(one.month)
    for way in ways:
        yield _lead(one.joined.get(way, 0), asked_of(one.month, last, joined=True, way=way), viewer)
    yield _lead(one.left, asked_of(one.month, last, joined=False), viewer)
    yield viewer.number(one.unreachable)
    yield viewer.number(one.net)
    yield viewer.number(one.people)


def _lead(count: int, href: str, viewer: Viewer) -> SafeString | str:
    if not count:
        return viewer.number(0)
    return format_html('<a class="underlined" href="{}">{}</a>', href, viewer.number(count))


def _draw(months: Sequence[BaseMonth], ways: Sequence[str]) -> dict[str, Any]:
    left, lost = _("Opted out"), _("Number given up")
    names = [*(str(WAYS[way]) for way in ways), left]
    names += [lost] if any(one.unreachable for one in months) else []
    bars = [
        {"month": f"{one.month}T00:00:00", "what": name, "people": people}
        for one in months
        for name, people in (
            *((str(WAYS[way]), one.joined.get(way, 0)) for way in ways),
            *((left, -one.left), (lost, -one.unreachable)),
        )
        if people
    ]
    nets = [{"month": f"{one.month}T00:00:00", "net": one.net} for one in months]
    x = {
        "field": "month",
        "type": "ordinal",
        "timeUnit": "yearmonth",
        "title": None,
        "axis": {"format": "%b", "labelAngle": 0, "labelOverlap": True},
    }
    people = {"type": "quantitative", "title": _("Number of people"), "axis": {"tickCount": 5}}
    when = {
        "field": "month",
        "type": "temporal",
        "timeUnit": "yearmonth",
        "title": _("Month"),
        "format": "%b %Y",
    }
    return {
        "width": 560,
        "height": 260,
        "config": {"legend": {"columns": 4}},
        "layer": [
            {
                "data": {"values": bars},
                "mark": {"type": "bar", "cornerRadiusEnd": 0},
                "encoding": {
                    "x": x,
                    "y": {"field": "people", **people},
                    "color": {"field": "what", "type": "nominal", "scale": {"domain": names}, "title": None},
                    "order": {"field": "people", "sort": "descending"},
                    "tooltip": [
                        when,
                        {"field": "what", "title": _("What happened")},
                        {"field": "people", "title": _("Number of people")},
                    ],
                },
            },
            {
                "data": {"values": nets},
                "mark": {"type": "line", "point": True, "strokeDash": [4, 3], "color": NET},
                "encoding": {
                    "x": x,
                    "y": {"field": "net", **people},
                    "tooltip": [when, {"field": "net", "title": _("Net change")}],
                },
            },
        ],
    }
