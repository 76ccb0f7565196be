"""Pages of groups found in the data: what was found, how surely, and putting it to use."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rapport.analytical.segmentation.contracts import GroupingLine, GroupProfile
from rapport.analytical.segmentation.contracts.labels import METHODS, REFUSALS, name_group
from rapport.analytical.segmentation.http.traits import write_trait
from rapport.analytical.segmentation.models import Grouping
from rapport.analytical.segmentation.operations import groupings
from rapport.analytical.segmentation.queries.groupings import list_groupings
from rapport.analytical.segmentation.rules.grouping.drift import MOVED
from rapport.analytical.segmentation.rules.grouping.telling import list_telling
from rapport.kernel.identity.api import actor_of
from rapport.kernel.tenancy.api import get_own_tenant
from rapport.ui.api import Chart, Crumb, Empty, Stat, Toast, Tone, Viewer, get_viewer, go_to, line_spec

HERE = "/segments/groups"
TONES: dict[str, Tone] = {"proposed": "info", "approved": "good", "retired": "plain", "refused": "warn"}


@require_GET
def show_groups(request: HttpRequest) -> HttpResponse:
    """The newest finding, or the one asked for by its number: its groups, the curve, and all findings."""
    actor, viewer = actor_of(request), get_viewer()
    lines = list_groupings(actor)
    asked = request.GET.get("number", "")
    shown = next((one for one in lines if str(one.number) == asked), lines[0] if lines else None)
    currency = get_own_tenant(actor.tenant_id).currency
    found = shown if shown and not shown.refusal else None
    context = {
        "title": _("Groups found in the data"),
        "lead": _("Customers who are alike in how they buy, and what sets each group apart."),
        "crumbs": [Crumb(_("Segments"), "/segments"), Crumb(_("Groups found in the data"))],
        "shown": shown,
        "refusal": REFUSALS[shown.refusal] if shown and shown.refusal else "",
        "stats": _write_stats(found, viewer) if found else [],
        "chart": draw_curve(found, viewer) if found else None,
        "groups": [_write_group(one, found, viewer, currency) for one in found.profiles] if found else [],
        "history": [(one, Grouping.State(one.state).label, TONES[one.state]) for one in lines],
        "moved": bool(found and found.drift and found.drift >= MOVED),
        "may_look": actor.may("create", "segment"),
        "may_approve": found is not None and found.state != "approved" and actor.may("edit", "segment"),
        "empty": Empty(
            _("Nobody has looked for groups yet"),
            _("It takes a minute; nothing is used before somebody has looked at it and approved it."),
            icon="sparkles",
        ),
    }
    return render(request, "segmentation/groups.html", context)


@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Have groups looked for."""
    groupings.ask_for_groups(actor=actor_of(request))
    return go_to(request, HERE, Toast(_("Groups are being looked for; that takes a minute.")))


@require_POST
def approve(request: HttpRequest, grouping_id: UUID) -> HttpResponse:
    """Put a finding to use."""
    groupings.approve_grouping(grouping_id, actor=actor_of(request))
    return go_to(request, HERE, Toast(_("In use: its groups become segments within a minute.")))


def draw_curve(line: GroupingLine, viewer: Viewer) -> Chart:
    """Return how sure each number of groups is, by which the number was chosen."""
    chosen = [one for one in line.curve if one.method == line.method]
    apart, again = _("How far groups lie apart"), _("How surely they come back")
    points = [
        {"clusters": one.clusters, "figure": figure, "what": what}
        for one in chosen
        for what, figure in ((apart, one.silhouette), (again, one.stability))
    ]
    spec = line_spec(
        points,
        x="clusters",
        y="figure",
        series="what",
        titles={"clusters": _("Number of groups"), "figure": _("From 0 to 1")},
        height=220,
        x_type="ordinal",
        y_format=".1f",
    )
    spec["encoding"]["x"]["axis"] = {"labelAngle": 0}
    spec["encoding"]["color"]["sort"] = [apart, again]
    spec["mark"] |= {"interpolate": "linear", "point": True}  # nothing lies between two numbers
    return Chart(
        id="groups-curve",
        title=_("Why so many groups"),
        spec=spec,
        description=_(
            "Chosen is the number whose groups lie furthest apart, of those that come back when customers "
            "are drawn anew (at least .8)."
        ),
        heads=[_("Method"), _("Groups"), apart, again, _("Smallest group"), _("Could be chosen")],
        table=[
            (
                METHODS[one.method],
                viewer.number(one.clusters),
                viewer.number(one.silhouette),
                viewer.number(one.stability),
                viewer.share(one.smallest),
                _("yes") if one.sound else _("no"),
            )
            for one in line.curve
        ],
    )


def _write_stats(line: GroupingLine, viewer: Viewer) -> list[Stat]:
    best = next(one for one in line.curve if (one.method, one.clusters) == (line.method, line.clusters))
    stats = [
        Stat(_("Groups"), viewer.number(line.clusters), note=METHODS[line.method], icon="shapes"),
        Stat(_("Customers"), viewer.number(line.customers), note=_("who bought"), icon="users"),
        Stat(_("They come back"), viewer.number(best.stability), note=_("1 is always"), icon="repeat"),
        Stat(_("They lie apart"), viewer.number(best.silhouette), note=_("1 is fully"), icon="ungroup"),
    ]
    if line.drift is not None:
        stats.append(
            Stat(_("Moved since"), viewer.number(line.drift), note=_("from .25 on look anew"), icon="move")
        )
    return stats


def _write_group(
    profile: GroupProfile, line: GroupingLine, viewer: Viewer, currency: str
) -> dict[str, object]:
    size = profile.customers / line.customers if line.customers else 0.0
    return {
        "name": name_group(list_telling(profile)),
        "customers": viewer.number(profile.customers),
        "share": viewer.share(size),
        "revenue": viewer.money(profile.revenue_minor, currency),
        "revenue_share": viewer.share(profile.revenue_share),
        "bar": f"{profile.revenue_share:.3f}",
        "sentences": [write_trait(trait, viewer, currency) for trait in profile.traits],
    }
