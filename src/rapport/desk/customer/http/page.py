"""The customer's page: header, then the cards of the rooms in three columns."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rapport.customers.party.api import get_customer
from rapport.customers.party.http.words import ROLES, STAGES, TONES
from rapport.desk.customer.http.loaded import keep_state
from rapport.kernel.identity.api import actor_of
from rapport.ui.api import Crumb, list_cards


def show_customer(request: HttpRequest, party_id: UUID) -> HttpResponse:
    """The page; an old id of a merged customer leads to the survivor."""
    state = get_customer(party_id, actor=actor_of(request))
    if state.id != party_id:
        return redirect("customer", state.id)
    keep_state(request, state)
    context = {
        "title": state.name,
        "state": state,
        "subject": state.id,
        "company": state.kind != "person",
        "stage": STAGES.get(state.stage, state.stage),
        "tone": TONES.get(state.stage, "plain"),
        "roles": [ROLES.get(role, role) for role in state.roles if role != state.stage],
        "columns": list_cards(request, "customer", state.id),
        "crumbs": [Crumb(_("Customers"), "/customers"), Crumb(state.name)],
    }
    return render(request, "customer/page.html", context)
