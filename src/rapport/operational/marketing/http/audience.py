"""Whom a campaign writes to: conditions, what they find in words, and whom of those a letter would reach."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from rapport.kernel.filters.api import (
    COUNTED,
    Filter,
    InvalidFilter,
    check,
    count_matches,
    describe,
    parse,
    write_compact,
    write_json,
)
from rapport.kernel.identity.api import Actor, actor_of
from rapport.operational.marketing.contracts import CampaignLine, ReachLine
from rapport.operational.marketing.http.words import OUTCOMES, REASONS
from rapport.operational.marketing.operations.campaigns import change_campaign
from rapport.operational.marketing.operations.planning import count_reach
from rapport.operational.marketing.queries.campaigns import get_campaign
from rapport.operational.marketing.queries.reach import count_recipients
from rapport.ui.api import Action, Crumb, Toast, get_viewer, go_to


def choose_audience(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Show the audience the address asks for, in words and counted; POST keeps it."""
    actor, viewer = actor_of(request), get_viewer()
    line = get_campaign(campaign_id, actor=actor, verb="edit")
    here = f"/campaigns/{campaign_id}/audience"
    asked = "filter" in request.GET or "all" in request.GET
    tree = _read(request.GET.get("filter", "")) if asked else tree_of(line)
    tree = check(tree, "customer", actor=actor)
    if request.method == "POST":
        change_campaign(campaign_id, {"audience": write_json(tree)}, actor=actor)
        return go_to(request, f"/campaigns/{campaign_id}", Toast(_("Saved")))
    compact = write_compact(tree)
    at = f"{here}?{urlencode({'filter': compact} if compact else {'all': '1'})}"
    builder = f"/filters/customer/builder?{urlencode({'at': at})}"
    count = count_matches(tree, "customer", actor=actor)
    context = {
        "title": _("Audience"),
        "crumbs": _crumbs(line, _("Audience")),
        "line": line,
        "words": describe(tree, "customer", actor=actor) if compact else _("Every customer"),
        "count": viewer.number(min(count, COUNTED), 0),
        "more": count > COUNTED,
        "at": at,
        "customers": f"/customers?{urlencode({'filter': compact})}" if compact else "/customers",
        "actions": [Action(_("Conditions"), builder, icon="list-filter", dialog=True)],
    }
    return render(request, "marketing/audience.html", context)


@require_GET
def show_reach(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """The part of a page that says whom letters reach, and whom not and why."""
    actor = actor_of(request)
    line = get_campaign(campaign_id, actor=actor)
    context = {"lines": draw_reach(reach_of(line, actor))}
    return render(request, "marketing/reach.html", context)


def reach_of(line: CampaignLine, actor: Actor) -> list[ReachLine]:
    """Return the frozen list's figures once there is one, else what it would be now."""
    if line.started_at is not None:
        return count_recipients(line.id)
    return count_reach(line, timezone.now(), actor=actor)


def draw_reach(lines: list[ReachLine]) -> list[tuple[str, str, str]]:
    """Return figures for a table: what becomes of them, why, how many."""
    viewer = get_viewer()
    return [
        (str(OUTCOMES[one.state]), str(REASONS.get(one.reason, one.reason)), viewer.number(one.count, 0))
        for one in lines
    ]


def tree_of(line: CampaignLine) -> Filter:
    """Return the audience as a filter; everybody where nothing narrows it."""
    return parse(dict(line.audience)) if line.audience else parse("")


def _read(text: str) -> Filter:
    try:
        return parse(text)
    except InvalidFilter:
        return parse("")


def _crumbs(line: CampaignLine, here: str) -> list[Crumb]:
    return [Crumb(_("Campaigns"), "/campaigns"), Crumb(line.name, f"/campaigns/{line.id}"), Crumb(here)]
