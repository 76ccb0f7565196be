"""The customer of a page, loaded once and read by the desk's own cards."""

from uuid import UUID

from django.http import HttpRequest

from rapport.customers.party.api import CustomerState, get_customer
from rapport.kernel.identity.api import actor_of

_KEY = "rapport_customer"


def keep_state(request: HttpRequest, state: CustomerState) -> None:
    """Let the page's own cards use the state that was loaded once."""
    request.__dict__[_KEY] = state


def state_of(request: HttpRequest, party_id: UUID) -> CustomerState:
    """The state loaded for this page, or loaded now."""
    found = request.__dict__.get(_KEY)
    if isinstance(found, CustomerState) and found.id == party_id:
        return found
    return get_customer(party_id, actor=actor_of(request))
