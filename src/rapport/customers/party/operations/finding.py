"""Having parties found: what each is searched by, written with every change."""

from collections.abc import Iterable
from math import log10
from uuid import UUID

from rapport.customers.party.contracts import CustomerState
from rapport.kernel.search.api import Document, drop_documents, index_documents

KIND = "customer"


def index_customers(states: Iterable[CustomerState]) -> None:
    """Have living parties found by name, identities and town; by contact points whoever sees those."""
    index_documents(_document(state) for state in states if state.merged_into_id is None)


def forget_customers(party_ids: Iterable[UUID]) -> None:
    """Have parties found no more."""
    drop_documents(KIND, party_ids)


def _document(state: CustomerState) -> Document:
    identities = [one.external_id for one in state.external_ids]
    names = [name for name in (state.given_name, state.family_name) if name and name not in state.name]
    return Document(
        kind=KIND,
        record_id=state.id,
        title=state.name,
        text=" ".join([*names, state.city, *identities]).strip(),
        private=" ".join(point.normal for point in state.contact_points),
        unit_id=state.unit_id,
        owner_id=state.owner_id,
        weight=min(100, round(10 * log10(1 + max(0, state.spent_minor)))),
    )
