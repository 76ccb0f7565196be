"""Segments side by side: each measure with where it lies, what differs from the first marked."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from rapport.analytical.mood.contracts.labels import MOODS
from rapport.analytical.segmentation.contracts.comparing import Compared, Comparison, Figure
from rapport.analytical.segmentation.queries.comparing import FEWEST, MOST, read_comparison
from rapport.analytical.segmentation.queries.days import list_courses
from rapport.analytical.segmentation.queries.flows import choose_segments
from rapport.analytical.segmentation.rules.comparing import FEW, is_sure
from rapport.kernel.identity.api import Actor, actor_of
from rapport.kernel.shares import Difference
from rapport.kernel.tenancy.api import get_own_tenant
from rapport.ui.api import Chart, Crumb, Viewer, get_viewer, line_spec

MONEY = ("revenue", "ahead")


@require_GET
def show_comparison(request: HttpRequest) -> HttpResponse:
    """Two or three segments beside each other; without a choice, what there is to choose from."""
    actor, viewer = actor_of(request), get_viewer()
    found = choose_segments(actor)
    names = {str(one): one for one, _name, _group in found}
    chosen = list(dict.fromkeys(names[one] for one in request.GET.getlist("of") if one in names))[:MOST]
    told = read_comparison(chosen, actor=actor) if len(chosen) >= FEWEST else None
    context = {
        "title": _("Segments side by side"),
        "lead": _("What their customers have in common, and what sets them apart."),
        "crumbs": [Crumb(_("Segments"), "/segments"), Crumb(_("Segments side by side"))],
        "choices": [(str(one), name, one in chosen) for one, name, _group in found],
        "told": told,
        "few": FEW,
        **(_describe(told, actor, viewer) if told else {}),
    }
    return render(request, "segmentation/compare.html", context)


def _describe(told: Comparison, actor: Actor, viewer: Viewer) -> dict[str, object]:
    currency = get_own_tenant(actor.tenant_id).currency
    labels = _name_measures()
    rows = [(labels[one.measure], _write_row(one, viewer, currency)) for one in told.measures]
    groups = {
        "channel": _("Orders by channel"),
        "category": _("Pieces by category"),
        "mood": _("What they write, by mood"),
    }
    parts = [
        (groups[name], [(_name_part(one.measure), _write_row(one, viewer, currency)) for one in found])
        for name, found in told.shares.items()
    ]
    return {
        "heads": [(f"/segments/{one}", name, viewer.number(size)) for one, name, size in told.segments],
        "rows": rows,
        "parts": parts,
        "asked": viewer.number(max(told.asked)) if any(told.asked) else "",
        "course": draw_courses(told, actor),
    }


def _write_row(one: Compared, viewer: Viewer, currency: str) -> list[dict[str, str]]:
    """Return the cells of a measure: what it is, where it lies, more or less than the first for certain."""
    return [
        {
            "value": write_figure(one.measure, figure.value, viewer, currency),
            "lies": _write_range(one.measure, figure, viewer, currency),
            **_write_difference(one.measure, difference, viewer, currency),
        }
        for figure, difference in zip(one.figures, one.differences, strict=True)
    ]


def write_figure(measure: str, value: float | None, viewer: Viewer, currency: str) -> str:
    """Return a value as a reader writes it; a dash where nothing is known."""
    if value is None:
        return "–"
    if measure in MONEY:
        return viewer.money(round(value), currency)
    return viewer.number(value, 1) if measure == "orders" else viewer.share(value)


def _write_range(measure: str, figure: Figure, viewer: Viewer, currency: str) -> str:
    if figure.low is None or figure.high is None:
        return ""
    ends = (write_figure(measure, one, viewer, currency) for one in (figure.low, figure.high))
    return _("%(low)s to %(high)s") % dict(zip(("low", "high"), ends, strict=True))


def _write_difference(
    measure: str, difference: Difference | None, viewer: Viewer, currency: str
) -> dict[str, str]:
    if difference is None or not is_sure(difference):
        return {"word": "", "said": ""}
    ends = [write_figure(measure, abs(one), viewer, currency) for one in (difference.low, difference.high)]
    low, high = ends if difference.low > 0 else ends[::-1]
    word = _("more") if difference.low > 0 else _("less")
    return {"word": word, "said": _("by %(low)s to %(high)s") % {"low": low, "high": high}}


def draw_courses(told: Comparison, actor: Actor) -> Chart | None:
    """Return how many each segment held day by day, None while fewer than two days are known."""
    names = {one: name for one, name, _size in told.segments}
    days = list_courses(list(names), actor=actor)
    if len({day for _segment, day, _members in days}) < 2:
        return None
    values = [
        {"day": day.isoformat(), "members": members, "segment": names[segment]}
        for segment, day, members in days
    ]
    titles = {"day": _("Day"), "members": _("Customers"), "segment": _("Segment")}
    spec = line_spec(values, x="day", y="members", series="segment", titles=titles, height=220)
    viewer = get_viewer()
    return Chart(
        id="segment-courses",
        title=_("Customers by day"),
        spec=spec,
        description=_("%(title)s, drawn; the same stands in the table behind it.")
        % {"title": _("Customers by day")},
        heads=[_("Day"), _("Segment"), _("Customers")],
        table=[(viewer.day(day), names[one], viewer.number(members)) for one, day, members in days],
    )


def _name_measures() -> dict[str, str]:
    return {
        "bought": _("Have bought"),
        "came_back": _("Bought again, of those"),
        "revenue": _("Revenue of a buyer"),
        "orders": _("Orders of a buyer"),
        "returned": _("Sent back, of the revenue"),
        "alive": _("Likely to buy again"),
        "ahead": _("Expected of a buyer in a year"),
    }


def _name_part(name: str) -> str:
    return str(MOODS.get(name, name or _("No category")))
