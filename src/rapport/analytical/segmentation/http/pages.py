"""Pages of segments: the list, and one with its figures, its course and who moved."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from rapport.analytical.segmentation.contracts import DayLine, SegmentLine
from rapport.analytical.segmentation.http.traits import write_trait
from rapport.analytical.segmentation.operations.filling import KIND
from rapport.analytical.segmentation.queries import moves
from rapport.analytical.segmentation.queries import segments as reads
from rapport.analytical.segmentation.queries.groupings import find_profiles
from rapport.analytical.segmentation.rules.conditions import FIELD
from rapport.kernel.filters.api import InvalidFilter, describe, parse
from rapport.kernel.identity.api import Actor, actor_of
from rapport.kernel.tenancy.api import get_own_tenant
from rapport.ui.api import (
    Action,
    Chart,
    Column,
    Crumb,
    DateTime,
    Empty,
    Link,
    Money,
    Muted,
    Number,
    ShortList,
    Stat,
    Viewer,
    get_viewer,
    line_spec,
    show_short,
)

HERE = "/segments"
SHOWN = 20


@require_GET
def show_segments(request: HttpRequest) -> HttpResponse:
    """The segments of the business, with size and value."""
    actor = actor_of(request)
    currency = get_own_tenant(actor.tenant_id).currency
    columns: list[Column[SegmentLine]] = [
        Link("name", _("Name"), href=lambda one: f"{HERE}/{one.id}", phone="title"),
        Muted("rule", _("Conditions"), value=lambda one: say_rule(one, actor), phone="under", width=24),
        Number("members", _("Customers"), phone="corner"),
        Money("revenue_minor", _("Revenue"), currency=currency),
        Money("ahead_minor", _("Expected in a year"), currency=currency),
        DateTime("counted_at", _("Counted"), ago=True),
    ]
    found = [
        Action(_("Recency and frequency"), f"{HERE}/cells", icon="grid-3x3"),
        Action(_("Movement"), f"{HERE}/flows", icon="arrow-left-right"),
        Action(_("Compare"), f"{HERE}/compare", icon="scale"),
        Action(_("Found in the data"), f"{HERE}/groups", icon="sparkles"),
    ]
    new = [Action(_("New segment"), f"{HERE}/new", icon="plus", main=True, key="n")]
    listing = ShortList(
        name="segments",
        title=_("Segments"),
        columns=columns,
        rows=reads.list_segments(actor),
        actions=[*found, *new] if actor.may("create", "segment") else found,
        words=lambda one: f"{one.name} {one.about}",
        empty=Empty(
            _("No segments yet"),
            _("Say by conditions who belongs together: lists, programs and audiences can then ask for them."),
            icon="shapes",
        ),
    )
    return show_short(request, listing)


@require_GET
def show_segment(request: HttpRequest, segment_id: UUID) -> HttpResponse:
    """One segment: how large, what it is worth, its course, and who joined and left last."""
    actor, viewer = actor_of(request), get_viewer()
    currency = get_own_tenant(actor.tenant_id).currency
    line = reads.read_segment(segment_id, actor=actor)
    days = reads.list_days(segment_id, actor=actor)
    context = {
        "title": line.name,
        "lead": line.about,
        "crumbs": [Crumb(_("Segments"), HERE), Crumb(line.name)],
        "here": f"{HERE}/{line.id}",
        "line": line,
        "rule": say_rule(line, actor),
        "stats": _write_stats(line, viewer, currency),
        "chart": draw_course(days, viewer) if len(days) > 1 else None,
        "moved": moves.list_newest(segment_id, actor=actor, most=SHOWN),
        "may_edit": actor.may("edit", "segment"),
        "may_remove": actor.may("delete", "segment") and line.filter is not None,
        "sentences": say_traits(line.cluster, viewer, currency) if line.filter is None else [],
    }
    return render(request, "segmentation/segment.html", context)


def say_rule(line: SegmentLine, actor: Actor) -> str:
    """Return who belongs to a segment, in words."""
    if line.filter is None:
        return line.about
    try:
        return describe(parse(dict(line.filter)), KIND, actor=actor)
    except InvalidFilter:
        return _("A filter that no longer makes sense")


def say_traits(cluster: int | None, viewer: Viewer, currency: str) -> list[str]:
    """Return what sets a group in use apart, a sentence for each figure."""
    profile = find_profiles().get(cluster if cluster is not None else -1)
    return [write_trait(trait, viewer, currency) for trait in profile.traits] if profile else []


def _write_stats(line: SegmentLine, viewer: Viewer, currency: str) -> list[Stat]:
    rows = f"/customers?filter={FIELD}:any_of:{line.code}"
    each = line.revenue_minor // line.members if line.members else 0
    stats = [
        Stat(_("Customers"), viewer.number(line.members), rows, icon="users"),
        Stat(_("Revenue"), viewer.money_short(line.revenue_minor, currency), rows, icon="coins"),
        Stat(_("Revenue each"), viewer.money(each, currency), icon="user"),
    ]
    if line.ahead_minor is not None:
        expected = viewer.money_short(line.ahead_minor, currency)
        stats.append(Stat(_("Expected in a year"), expected, rows, icon="telescope"))
    return stats


def draw_course(days: list[DayLine], viewer: Viewer) -> Chart:
    """Return how many were in the segment day by day."""
    spec = line_spec(
        [{"day": one.day.isoformat(), "members": one.members} for one in days],
        x="day",
        y="members",
        titles={"day": _("Day"), "members": _("Customers")},
        height=200,
    )
    return Chart(
        id="segment-course",
        title=_("Customers by day"),
        spec=spec,
        description=_("From %(first)s to %(last)s customers.")
        % {"first": viewer.number(days[0].members), "last": viewer.number(days[-1].members)},
        heads=[_("Day"), _("Customers"), _("Joined that day"), _("Left that day")],
        table=[
            (viewer.day(one.day), *(viewer.number(count) for count in (one.members, one.joined, one.left)))
            for one in days
        ],
    )
