"""Changing a party: lock, check the version, change, raise the version, tell the house the new state."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

import msgspec
from django.db import connection

from rapport.customers.party import events
from rapport.customers.party.contracts import CustomerState
from rapport.customers.party.models import Party
from rapport.customers.party.operations.finding import index_customers
from rapport.customers.party.queries.states import get_party_for_update, load_states
from rapport.kernel.errors import Conflict
from rapport.kernel.identity.api import Actor
from rapport.kernel.outbox.api import PARCEL, Fact
from rapport.kernel.work.api import Work, unit_of_work

_ONE_FACT_EACH = 20
_RAISE_VERSION = """
update party set version = version + 1, updated_at = %s where id = any(%s) and merged_into_id is null
"""
_encode = msgspec.json.Encoder().encode


@dataclass(slots=True)
class Editing:
    """A party under change; `state` holds what it has become once the block is left.

    Where the block finds nothing to change it says `changed = False`: no version, no fact.
    """

    party: Party
    work: Work
    changed: bool = True
    state: CustomerState | None = None

    def done(self) -> CustomerState:
        """Return the new state, after the block."""
        if self.state is None:
            raise RuntimeError("The change is not finished.")
        return self.state


@contextmanager
def editing(
    party_id: UUID, *, actor: Actor, version: int | None = None, fields: Iterable[str] = ()
) -> Iterator[Editing]:
    """Change one party within the actor's scope; `version` is the one the change was thought up for.

    Raises `Missing`, `MergedAway`, `Forbidden` for fields a role protects, `Conflict` (stale) when somebody
    was faster.
    """
    actor.require("edit", "customer")
    actor.require_fields("customer", fields)
    with unit_of_work(actor) as work:
        party = get_party_for_update(party_id, actor=actor)
        require_version(party, version)
        edit = Editing(party, work)
        yield edit
        edit.state = publish([party.id], work)[0] if edit.changed else load_states([party.id])[party.id]


def require_version(party: Party, version: int | None) -> None:
    """Refuse a change thought up for an older state; raises `Conflict`."""
    if version is not None and party.version != version:
        raise Conflict("Somebody changed this customer meanwhile. Look again, then change it.", code="stale")


def publish(party_ids: Sequence[UUID], work: Work) -> list[CustomerState]:
    """Raise the versions of changed parties, record `customer.updated.v1` for each, return their states."""
    with connection.cursor() as cursor:
        cursor.execute(_RAISE_VERSION, [work.now, list(party_ids)])
    states = load_states(party_ids)
    found = [states[party_id] for party_id in party_ids if party_id in states]
    index_customers(found)
    record_facts(
        [events.CustomerUpdated(customer_id=one.id, version=one.version, state=one) for one in found], work
    )
    return found


def record_facts(facts: Sequence[Fact], work: Work) -> None:
    """Record facts about customers, singly when they are few and as parcels when they are many."""
    if len(facts) <= _ONE_FACT_EACH:
        work.record(*facts)
        return
    lines = [
        _encode({"subject_id": fact.subject_id(), "version": getattr(fact, "version", None), "payload": fact})
        for fact in facts
    ]
    starts = range(0, len(lines), PARCEL)
    parcels = ((len(lines[at : at + PARCEL]), b"\n".join(lines[at : at + PARCEL])) for at in starts)
    work.record_bulk(facts[0].name, facts[0].subject_kind, parcels)
