"""What crosses the room's wall: drafts that come in, states and rows that go out."""

from rapport.customers.party.contracts.arrivals import Arrival, Difference, Mode, TakeIn
from rapport.customers.party.contracts.drafts import (
    PLAIN_FIELDS,
    AddressDraft,
    ContactDraft,
    CustomerDraft,
    ExternalIdDraft,
)
from rapport.customers.party.contracts.learnt import InsightDraft, InsightLine, PurchaseCounter
from rapport.customers.party.contracts.lines import (
    CustomerFilter,
    CustomerRow,
    HandoverLine,
    Page,
    RelationLine,
    TagLine,
    TagUse,
)
from rapport.customers.party.contracts.merging import MergedAway, MergeParticipant
from rapport.customers.party.contracts.personal import Forgetter, PersonalCopy, PersonalTable
from rapport.customers.party.contracts.seen import PartyRef, Seen
from rapport.customers.party.contracts.states import (
    ERASED,
    AddressState,
    ContactState,
    CustomerState,
    ExternalIdState,
)

__all__ = [
    "ERASED",
    "PLAIN_FIELDS",
    "AddressDraft",
    "AddressState",
    "Arrival",
    "ContactDraft",
    "ContactState",
    "CustomerDraft",
    "CustomerFilter",
    "CustomerRow",
    "CustomerState",
    "Difference",
    "ExternalIdDraft",
    "ExternalIdState",
    "Forgetter",
    "HandoverLine",
    "InsightDraft",
    "InsightLine",
    "MergeParticipant",
    "MergedAway",
    "Mode",
    "Page",
    "PartyRef",
    "PersonalCopy",
    "PersonalTable",
    "PurchaseCounter",
    "RelationLine",
    "Seen",
    "TagLine",
    "TagUse",
    "TakeIn",
]
