"""The page on which the conditions of a step are looked at before they are kept."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rapport.kernel.errors import Missing
from rapport.kernel.filters.api import (
    COUNTED,
    InvalidFilter,
    check,
    count_matches,
    describe,
    parse,
    write_compact,
)
from rapport.kernel.identity.api import actor_of
from rapport.operational.journeys.contracts.graph import KINDS as SPECS
from rapport.operational.journeys.http.panel import crumbs_of
from rapport.operational.journeys.http.words import SETTINGS
from rapport.operational.journeys.operations import drawing
from rapport.operational.journeys.queries.journeys import get_draft, get_journey
from rapport.ui.api import Crumb, Toast, get_viewer, go_to


def choose_conditions(request: HttpRequest, journey_id: UUID) -> HttpResponse:
    """Show the conditions the address asks for, in words and counted; POST keeps them."""
    actor, viewer = actor_of(request), get_viewer()
    line = get_journey(journey_id, actor=actor, verb="edit")
    name, setting = request.GET.get("step", ""), request.GET.get("setting", "")
    node = get_draft(line).nodes.get(name)
    if node is None or not any(
        one.name == setting and one.type == "filter" for one in SPECS[node.kind].settings
    ):
        raise Missing("There is no such setting.")
    tree = check(_read(request.GET.get("filter", "")), "customer", actor=actor)
    compact = write_compact(tree)
    back = f"/journeys/{journey_id}/draw?step={name}"
    if request.method == "POST":
        drawing.set_step(journey_id, name, {setting: compact}, actor=actor)
        return go_to(request, back, Toast(_("Saved")))
    count = count_matches(tree, "customer", actor=actor)
    context = {
        "title": str(SETTINGS[setting]),
        "crumbs": [*crumbs_of(line), Crumb(str(SETTINGS[setting]))],
        "words": describe(tree, "customer", actor=actor) if compact else _("Every customer"),
        "count": viewer.number(min(count, COUNTED), 0),
        "more": count > COUNTED,
        "at": request.get_full_path(),
        "back": back,
    }
    return render(request, "journeys/conditions.html", context)


def _read(text: str) -> Any:
    try:
        return parse(text)
    except InvalidFilter:
        return parse("")
