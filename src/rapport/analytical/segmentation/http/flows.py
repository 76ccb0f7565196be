"""How customers moved between segments: a picture of bands from then to now, and the same as a table."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from rapport.analytical.segmentation.contracts.flow import NOBODY, SEVERAL, SegmentFlows
from rapport.analytical.segmentation.queries.flows import MOST, choose_segments, list_standard, read_flows
from rapport.analytical.segmentation.rules.flow_picture import lay_out
from rapport.kernel.identity.api import actor_of
from rapport.ui.api import Chart, Crumb, Empty, Stat, Tab, Viewer, get_viewer

HERE = "/segments/flows"
SPANS = ("30", "90", "365")
WIDE, STEPS = 0.02, 24
"""How wide blocks are, and in how many steps a band bends, of a picture one wide."""


@require_GET
def show_flows(request: HttpRequest) -> HttpResponse:
    """Where everybody stood then and stands now."""
    actor, viewer = actor_of(request), get_viewer()
    found = choose_segments(actor)
    names = {str(one): one for one, _name, _group in found}
    chosen = [names[one] for one in request.GET.getlist("of") if one in names][:MOST]
    days = request.GET.get("days", "30")
    days = days if days in SPANS else "30"
    now = timezone.now()
    ids = chosen or list_standard(found)
    start = now - timedelta(days=int(days))
    flows = read_flows(ids, start=start, end=now, actor=actor) if ids else SegmentFlows({}, ())
    kept = "".join(f"&of={one}" for one in chosen)
    context = {
        "title": _("Movement between segments"),
        "lead": _("Where customers stood then, and where they stand now; each counts once."),
        "crumbs": [Crumb(_("Segments"), "/segments"), Crumb(_("Movement between segments"))],
        "tabs": [Tab(word, f"{HERE}?days={key}{kept}", key == days) for key, word in _name_spans().items()],
        "choices": [(str(one), name, one in ids) for one, name, _group in found],
        "days": days,
        "most": MOST,
        "stats": _write_stats(flows, viewer),
        "chart": draw_flows(flows, flows.start or start, now, viewer) if flows.flows else None,
        "young": flows.young,
        "begins": flows.start,
        "empty": Empty(
            _("Nobody is in these segments"),
            _("Choose others, or look further back."),
            icon="shapes",
        ),
    }
    return render(request, "segmentation/flows.html", context)


def draw_flows(flows: SegmentFlows, start: datetime, end: datetime, viewer: Viewer) -> Chart:
    """Return bands from then to now, as thick as customers; the table says the same in figures."""
    names = _name_places(flows)
    title = _("From %(start)s to %(end)s") % {"start": viewer.day(start), "end": viewer.day(end)}
    return Chart(
        id="segment-flows",
        title=title,
        spec=_draw(flows, names),
        description=_("%(moved)s customers stand elsewhere than before.")
        % {"moved": viewer.number(flows.moved)},
        heads=[_("Stood in"), _("Stands in"), _("Customers"), _("Share of those who stood there")],
        table=[
            (
                names[one.start],
                names[one.end],
                viewer.number(one.customers),
                viewer.share(one.customers / flows.count_start(one.start)),
            )
            for one in flows.flows
        ],
    )


def _draw(flows: SegmentFlows, names: dict[str, str]) -> dict[str, Any]:
    """Write bands as areas that bend from left to right, blocks as rectangles, names beside them."""
    blocks, bands = lay_out(flows.flows, list(names))
    ways = [
        {
            "from": names[one.flow.start],
            "to": names[one.flow.end],
            "customers": one.flow.customers,
            "a": round(one.start, 4),
            "b": round(one.end, 4),
            "h": round(one.thick, 4),
        }
        for one in bands
    ]
    stood = [
        {
            "name": names[one.place],
            "customers": one.customers,
            "x": 0 if one.left else 1 - WIDE,
            "x2": WIDE if one.left else 1,
            "y": round(one.low, 4),
            "y2": round(one.high, 4),
            "said": f"{names[one.place]} · {one.customers:,}",
        }
        for one in blocks
    ]
    color = {
        "field": "name",
        "type": "nominal",
        "scale": {"domain": list(names.values())},
        "legend": None,
    }
    x = {"field": "x", "type": "quantitative", "axis": None, "scale": {"domain": [0, 1]}}
    y = {"field": "y", "type": "quantitative", "axis": None, "scale": {"domain": [0, 1]}}
    tooltip = [{"field": name} for name in ("from", "to", "customers")]
    return {
        "width": "container",
        "height": 380,
        "layer": [
            {
                "data": {"values": ways},
                "transform": [
                    {"calculate": f"sequence(0, 1 + {0.5 / STEPS}, {1 / STEPS})", "as": "t"},
                    {"flatten": ["t"]},
                    {"calculate": f"{WIDE} + datum.t * (1 - 2 * {WIDE})", "as": "x"},
                    {"calculate": "datum.t * datum.t * (3 - 2 * datum.t)", "as": "s"},
                    {"calculate": "datum.a + (datum.b - datum.a) * datum.s", "as": "y"},
                    {"calculate": "datum.y + datum.h", "as": "y2"},
                    {"calculate": "datum.from", "as": "name"},
                ],
                "mark": {"type": "area", "line": False, "fillOpacity": 0.45},
                "encoding": {
                    **{"x": x, "y": y, "y2": {"field": "y2"}, "color": color, "tooltip": tooltip},
                    "detail": [{"field": "from"}, {"field": "to"}],
                },
            },
            {
                "data": {"values": stood},
                "mark": {"type": "rect"},
                "encoding": {
                    **{"x": x, "x2": {"field": "x2"}, "y": y, "y2": {"field": "y2"}, "color": color},
                    "tooltip": [{"field": "said"}],
                },
            },
            *(_write_names(stood, left=left) for left in (True, False)),
        ],
    }


def _write_names(stood: list[dict[str, Any]], *, left: bool) -> dict[str, Any]:
    own = [
        {"x": one["x2"] if left else one["x"], "y": (one["y"] + one["y2"]) / 2, "said": one["said"]}
        for one in stood
        if (one["x"] == 0) is left
    ]
    return {
        "data": {"values": own},
        "mark": {"type": "text", "align": "left" if left else "right", "dx": 6 if left else -6},
        "encoding": {
            "x": {"field": "x", "type": "quantitative"},
            "y": {"field": "y", "type": "quantitative"},
            "text": {"field": "said"},
        },
    }


def _name_places(flows: SegmentFlows) -> dict[str, str]:
    """Return what each place is called, in the order they stand in: segments, several, none."""
    return {**flows.names, SEVERAL: _("In several of them"), NOBODY: _("In none of them")}


def _name_spans() -> dict[str, str]:
    return dict(zip(SPANS, (_("30 days"), _("90 days"), _("A year")), strict=True))


def _write_stats(flows: SegmentFlows, viewer: Viewer) -> list[Stat]:
    joined, left = flows.count_end(NOBODY), flows.count_start(NOBODY)
    return [
        Stat(_("Stand elsewhere than before"), viewer.number(flows.moved), icon="arrow-up-down"),
        Stat(_("Came into one of them"), viewer.number(left), icon="log-in"),
        Stat(_("Are in none of them now"), viewer.number(joined), icon="log-out"),
    ]
