"""The customer's page: header, then the cards of the rooms in three columns."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rapport.customers.party.api import CustomerState, load_customer
from rapport.customers.party.contracts import ERASED
from rapport.customers.party.http.words import STAGES, TONES, roles_beside
from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import actor_of
from rapport.kernel.recents.api import note_opened
from rapport.ui.api import Crumb, draw_cards, heard, list_cards

HEAD_HEARS = ("about", "customer", "order", "quality")
"""What the header shows; `quality` is what a field edited in place announces."""


def show_customer(request: HttpRequest, party_id: UUID) -> HttpResponse:
    """The page; an old id of a merged customer leads to the survivor."""
    state = load_customer(request, party_id)
    if state.id != party_id:
        return redirect("customer", state.id)
    note_opened("customer", state.id, actor=actor_of(request))
    context = {
        **_describe_head(state),
        "erased": state.name == ERASED,
        "subject": state.id,
        "topics": f"customer.{state.id} customer.many",
        "cards_at": f"/customers/{state.id}/cards",
        "columns": list_cards(request, "customer", state.id),
        "crumbs": [Crumb(_("Customers"), "/customers"), Crumb(state.name)],
    }
    return render(request, "customer/page.html", context)


def show_head(request: HttpRequest, party_id: UUID) -> HttpResponse:
    """Who it is and what they bring, drawn anew after a change."""
    return render(request, "customer/head.html", _describe_head(load_customer(request, party_id)))


def _describe_head(state: CustomerState) -> dict[str, object]:
    return {
        "title": _("Erased person") if state.name == ERASED else state.name,
        "state": state,
        "company": state.kind != "person",
        "stage": STAGES.get(state.stage, state.stage),
        "tone": TONES.get(state.stage, "plain"),
        "roles": roles_beside(state.stage, state.roles),
        "head_hears": heard(HEAD_HEARS),
    }


def show_cards(request: HttpRequest, party_id: UUID, names: str) -> HttpResponse:
    """A card of the page, drawn anew after something it shows has changed; or those that come later."""
    state = load_customer(request, party_id)
    drawn = draw_cards(request, "customer", names, state.id)
    if not drawn:
        raise Missing(_("There is no such card."))
    context = {"cards": drawn, "subject": state.id, "cards_at": f"/customers/{state.id}/cards"}
    return render(request, "ui/parts/drawn_cards.html", context)
