"""Tables of the room: the party, and everything kept beside it under its id."""

from rapport.customers.party.models.learnt import Insight
from rapport.customers.party.models.party import Origin, Party, PartyModel
from rapport.customers.party.models.reach import Address, ContactPoint, ExternalId, PartyRole, Standing
from rapport.customers.party.models.ties import Handover, PartyTag, Relation, Tag

__all__ = [
    "Address",
    "ContactPoint",
    "ExternalId",
    "Handover",
    "Insight",
    "Origin",
    "Party",
    "PartyModel",
    "PartyRole",
    "PartyTag",
    "Relation",
    "Standing",
    "Tag",
]
