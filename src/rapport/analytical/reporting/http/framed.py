"""The door of figures shown elsewhere: no session, no script, and what the link's owner may see."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_http_methods

from rapport.analytical.reporting.contracts import Tile
from rapport.analytical.reporting.contracts.embeds import EmbedLine
from rapport.analytical.reporting.http.dashboards import draw_board
from rapport.analytical.reporting.http.tiles import Cell, Drawn
from rapport.analytical.reporting.operations.owners import owner_of
from rapport.analytical.reporting.queries import embeds as reads
from rapport.analytical.reporting.queries.addresses import read_address
from rapport.analytical.reporting.queries.dashboards import Dashboard, get_dashboard
from rapport.kernel.errors import Forbidden, Missing
from rapport.kernel.identity.api import Actor
from rapport.kernel.rest.api import Guard
from rapport.kernel.tenancy.api import as_tenant, get_own_tenant
from rapport.ui.api import allow_frames, get_viewer

guard = Guard({"address": 60, "link": 300})
"""Looks a minute: of one address of the network, and by one link."""


@never_cache
@xframe_options_exempt
@require_http_methods(["GET", "HEAD"])
def show(request: HttpRequest, token: str) -> HttpResponse:
    """The figures of a link, for frames of its sites; 404 once it ended, was revoked or its owner left."""
    address = request.META.get("REMOTE_ADDR", "")
    wait = guard.wait_for(time.monotonic(), ("address", address), ("link", token[:120]))
    if wait:
        busy = HttpResponse(_("Too many calls. Wait a moment."), status=429, content_type="text/plain")
        busy["Retry-After"] = str(wait)
        return busy
    with _entering(token) as line:
        return allow_frames(_draw(request, line), line.sites)


@contextmanager
def _entering(token: str) -> Iterator[EmbedLine]:
    """Open the transaction of the business a link is of, in the link's language; raises `Missing`."""
    key = reads.read_token(token)
    tenant_id = reads.find_tenant(key)
    if tenant_id is None:
        raise Missing("There are no such figures here.")
    with as_tenant(tenant_id):
        line = reads.get_open(key)
        with translation.override(line.locale or translation.get_language()):
            yield line


def _draw(request: HttpRequest, line: EmbedLine) -> HttpResponse:
    actor = owner_of(*reads.find_owner(line))
    if actor is None or not actor.may("view", "report"):
        raise Missing("There are no such figures here.")
    try:
        board = _board_of(line, actor)
        tiles, empty = draw_board(board, "", actor, get_viewer())
    except Forbidden as refusal:
        raise Missing("There are no such figures here.") from refusal
    context = {
        "title": line.name,
        "business": get_own_tenant(actor.tenant_id).name,
        "tiles": [_unlinked(one) for one in tiles],
        "empty": empty,
        "at": timezone.now(),
    }
    return render(request, "reporting/framed.html", context)


def _board_of(line: EmbedLine, actor: Actor) -> Dashboard:
    """Return what is shown: a dashboard of the owner, or one of the question alone."""
    if line.place.board:
        return get_dashboard(line.place.board, actor=actor)
    tile = Tile("0", read_address(line.place.question), 12)
    return Dashboard("", line.name, "", (tile,))


def _unlinked(one: Drawn) -> Drawn:
    """Return a tile that leads nowhere: its reader may see nothing but the figures."""
    rows = [[Cell(cell.text, cell.number) for cell in row] for row in one.rows]
    return replace(one, ask="", stat=replace(one.stat, href="") if one.stat else None, rows=rows)
