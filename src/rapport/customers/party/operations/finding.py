"""Having parties found: what each is searched by, written with every change."""

from collections.abc import Callable, Iterable, Sequence
from math import log10
from uuid import UUID

from rapport.customers.party.contracts import CustomerState
from rapport.customers.party.models import Party
from rapport.customers.party.queries.states import load_states
from rapport.kernel.identity.api import Actor
from rapport.kernel.jobs.api import enqueue
from rapport.kernel.search.api import Document, drop_documents, index_documents
from rapport.kernel.tenancy.api import as_tenant

KIND = "customer"
INDEX_BATCH = "customers.index_batch"
AT_ONCE = 2_000


def index_customers(states: Iterable[CustomerState]) -> None:
    """Have living parties found by name, identities and town; by contact points whoever sees those."""
    index_documents(_document(state) for state in states if state.merged_into_id is None)


def forget_customers(party_ids: Iterable[UUID]) -> None:
    """Have parties found no more."""
    drop_documents(KIND, party_ids)


def index_later(batch_id: UUID, *, actor: Actor) -> None:
    """Have what an import wrote found soon: a job of its own, so that landing rows does not wait for it."""
    enqueue(INDEX_BATCH, {"batch_id": str(batch_id)}, actor=actor, key=str(batch_id))


def list_batch(batch_id: UUID) -> list[UUID]:
    """Return the ids of the parties an import wrote last. Needs a tenant."""
    return list(Party.objects.filter(batch_id=batch_id).values_list("id", flat=True))


def index_batch(batch_id: UUID, *, actor: Actor, tell: Callable[[int], None]) -> int:
    """Have every party found that an import wrote, some thousands in a transaction; returns how many.

    `tell` hears how many are done after each transaction, and may raise to stop.
    """
    done, last = 0, UUID(int=0)
    while True:
        with as_tenant(actor.tenant_id):
            rows = Party.objects.filter(batch_id=batch_id, id__gt=last).order_by("id")
            ids = list(rows.values_list("id", flat=True)[:AT_ONCE])
            if not ids:
                return done
            index_customers(load_states(ids).values())
        done, last = done + len(ids), ids[-1]
        tell(done)


def forget_missing(party_ids: Sequence[UUID]) -> None:
    """Have those of these parties found no more that are gone."""
    there = set(Party.objects.filter(id__in=party_ids).values_list("id", flat=True))
    forget_customers(one for one in party_ids if one not in there)


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
