"""Reads of the room: how complete a record is."""

from uuid import UUID

from rapport.customers.consent.api import list_consents
from rapport.customers.party.api import get_customer
from rapport.customers.quality.contracts import Completeness
from rapport.customers.quality.rules.completeness import measure
from rapport.kernel.identity.api import Actor


def get_completeness(party_id: UUID, *, actor: Actor) -> Completeness:
    """Return how complete a party's record is; raises `Missing`."""
    state = get_customer(party_id, actor=actor)
    return measure(state, has_consent=bool(list_consents(state.id, actor=actor)))
