"""Which known customers a pop-up is for: conditions, in words and counted."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _

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
from rapport.kernel.identity.api import actor_of
from rapport.operational.landing.operations.making import change_piece
from rapport.operational.landing.queries.pieces import get_piece
from rapport.ui.api import Action, Crumb, Toast, get_viewer, go_to


def choose_audience(request: HttpRequest, piece_id: UUID) -> HttpResponse:
    """Show the audience the address asks for, in words and counted; POST keeps it."""
    actor, viewer = actor_of(request), get_viewer()
    line = get_piece(piece_id, actor=actor, verb="edit")
    here = f"/landing/{piece_id}/audience"
    asked = "filter" in request.GET or "all" in request.GET
    tree = (
        _read(request.GET.get("filter", ""))
        if asked
        else parse(dict(line.audience))
        if line.audience
        else parse("")
    )
    tree = check(tree, "customer", actor=actor)
    compact = write_compact(tree)
    if request.method == "POST":
        change_piece(piece_id, {"audience": write_json(tree) if compact else {}}, actor=actor)
        return go_to(request, f"/landing/{piece_id}", Toast(_("Saved")))
    at = f"{here}?{urlencode({'filter': compact} if compact else {'all': '1'})}"
    builder = f"/filters/customer/builder?{urlencode({'at': at})}"
    count = count_matches(tree, "customer", actor=actor)
    crumbs = [Crumb(_("Pages and pop-ups"), "/landing"), Crumb(line.name, f"/landing/{piece_id}")]
    context = {
        "title": _("Audience"),
        "crumbs": [*crumbs, Crumb(_("Audience"))],
        "words": describe(tree, "customer", actor=actor) if compact else _("Every customer"),
        "count": viewer.number(min(count, COUNTED), 0),
        "more": count > COUNTED,
        "at": at,
        "customers": f"/customers?{urlencode({'filter': compact})}" if compact else "/customers",
        "cancel": f"/landing/{piece_id}",
        "actions": [Action(_("Conditions"), builder, icon="list-filter", dialog=True)],
    }
    return render(request, "landing/audience.html", context)


def _read(text: str) -> Filter:
    try:
        return parse(text)
    except InvalidFilter:
        return parse("")
