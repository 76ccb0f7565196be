"""The customer a page is about: read and authorised once, then used by every card that hangs on it."""

from uuid import UUID

from django.http import HttpRequest

from rapport.customers.party.contracts import CustomerState, PartyRef, Seen
from rapport.customers.party.queries.states import get_customer
from rapport.kernel.identity.api import actor_of

_KEY = "rapport_customer"


def load_customer(request: HttpRequest, party_id: UUID) -> CustomerState:
    """Return the customer for the one who asks, and keep it for the rest of the request; raises `Missing`."""
    state = get_customer(party_id, actor=actor_of(request))
    request.__dict__[_KEY] = state
    return state


def customer_of(request: HttpRequest, party_id: UUID) -> CustomerState:
    """Return the customer this page loaded, or load it now."""
    found = request.__dict__.get(_KEY)
    if isinstance(found, CustomerState) and found.id == party_id:
        return found
    return load_customer(request, party_id)


def seen_of(request: HttpRequest, party_id: UUID) -> PartyRef:
    """Return the party as one that was authorised, where this page loaded it; its plain id elsewhere."""
    return find_seen(request, party_id) or party_id


def find_seen(request: HttpRequest, party_id: UUID) -> Seen | None:
    """Return the party as one that was authorised, where this page loaded it."""
    found = request.__dict__.get(_KEY)
    if isinstance(found, CustomerState) and found.id == party_id:
        return Seen(party_id, actor_of(request))
    return None
