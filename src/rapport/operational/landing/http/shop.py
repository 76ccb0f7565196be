"""A page as a shop has it, with the tracker in it: what visitors are asked and shown, before it is so."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from rapport.bigdata.ingest.api import list_sources
from rapport.kernel.errors import Forbidden
from rapport.kernel.identity.api import Actor, actor_of
from rapport.kernel.tenancy.api import get_own_tenant
from rapport.operational.landing.queries.pieces import list_pieces
from rapport.ui.api import Crumb

MOST = 20


@require_GET
def show_shop(request: HttpRequest) -> HttpResponse:
    """A page that stands for one of the shop's: the landing pages, and the pop-ups once one agrees."""
    actor = actor_of(request)
    rows = list(list_pieces(actor).filter(state="live").order_by("-created_at", "id")[: 2 * MOST])
    context = {
        "title": _("A page of your shop"),
        "crumbs": [Crumb(_("Pages and pop-ups"), "/landing"), Crumb(_("A page of your shop"))],
        "shop": get_own_tenant(actor.tenant_id).slug,
        "pages": [row for row in rows if row.kind == "page"][:MOST],
        "popups": [row for row in rows if row.kind == "popup"][:MOST],
        "key": _find_key(actor),
    }
    return render(request, "landing/shop.html", context)


def _find_key(actor: Actor) -> str:
    """The public key of a source for pages; empty where there is none, or for who may not see sources."""
    try:
        rows = list_sources(actor).filter(kind="site", active=True).order_by("created_at")
    except Forbidden:
        return ""
    return next((row.key for row in rows[:1]), "")
