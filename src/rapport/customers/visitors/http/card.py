"""What a customer does on the site: a card that is opened, as it takes a reading of its own, and a page."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from rapport.customers.party.api import customer_of
from rapport.customers.visitors.queries import find_browsing
from rapport.ui.api import Crumb, is_part


def draw_browsing(request: HttpRequest, subject: UUID | None) -> str:
    """The way to what a customer does on the site."""
    return render_to_string("visitors/card.html", {"party_id": subject}, request) if subject else ""


@require_GET
def show_browsing(request: HttpRequest, party_id: UUID) -> HttpResponse:
    """When last seen, what was looked at and liked; raises `Missing` for a customer one may not see."""
    state = customer_of(request, party_id)
    crumbs = [Crumb(_("Customers"), "/customers"), Crumb(state.name, f"/customers/{party_id}")]
    context = {
        "title": _("On the site"),
        "crumbs": [*crumbs, Crumb(_("On the site"))],
        "found": find_browsing(party_id),
    }
    return render(request, "visitors/site.html" if is_part(request) else "visitors/page.html", context)
