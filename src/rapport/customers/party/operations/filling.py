"""Filling in customers who are there from records of less trust: empty fields only, the rest is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from rapport.customers.party.contracts import CustomerState, Difference
from rapport.customers.party.operations.refresh import Refresh, refresh_customers
from rapport.customers.party.queries.states import load_states
from rapport.customers.party.rules.drafts import Prepared
from rapport.customers.party.rules.filling import fill
from rapport.kernel.work.api import Work


@dataclass(frozen=True, slots=True)
class Filling:
    """A record that arrived about a party: the plain fields that hold something, and the whole of it."""

    party_id: UUID
    given: Mapping[str, Any]
    ready: Prepared


def fill_customers(
    arrived: Sequence[Filling], work: Work
) -> tuple[dict[UUID, CustomerState], set[UUID], list[tuple[Difference, ...]]]:
    """Fill in what is empty; returns the states, which of them changed, and what differs, record by record.

    Of several records about one party the first fills. Tags are the business's own words and are added;
    roles and identities are not. The caller has locked arrivals and authorised the actor.
    """
    if not arrived:
        return {}, set(), []
    states = load_states({one.party_id for one in arrived})
    refreshes: dict[UUID, Refresh] = {}
    differing = []
    for one in arrived:
        found = fill(states[one.party_id], one.given, one.ready)
        states[one.party_id] = found.state
        fresh = refreshes.setdefault(one.party_id, Refresh(one.party_id))
        fresh.columns.update(found.columns)
        fresh.contacts.extend(found.contacts)
        fresh.addresses.extend(found.addresses)
        fresh.tags.update(one.ready.tags)
        fresh.custom.update(found.custom)
        fresh.proven.extend(found.proven)
        differing.append(found.differing)
    kept, changed = refresh_customers(list(refreshes.values()), work)
    return kept, changed, differing
