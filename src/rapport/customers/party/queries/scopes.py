"""Which parties somebody may see, as a query for other rooms to narrow theirs by."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from rapport.customers.party.contracts import CustomerFilter
from rapport.customers.party.models import Party
from rapport.customers.party.queries.lists import MOST, narrow
from rapport.kernel.identity.api import Actor, within_scope
from rapport.kernel.search.api import search


def visible_ids(actor: Actor, *, verb: str = "view") -> "QuerySet[Party, Any]":
    """Return the ids of the living parties within the actor's scope; for `party_id__in`, not to be read
    out."""
    return _within(actor, verb).values("id")


def found_ids(actor: Actor, filter: CustomerFilter, *, verb: str = "view") -> "QuerySet[Party, Any]":
    """Return the ids of those of these parties that a list narrowed so would show; a text finds the two
    hundred that fit it best."""
    rows = narrow(_within(actor, verb), filter)
    if filter.text.strip():
        hits = search(actor, filter.text, kinds=("customer",), limit=MOST)
        rows = rows.filter(id__in=[hit.record_id for hit in hits])
    return rows.values("id")


def _within(actor: Actor, verb: str) -> QuerySet[Party]:
    return within_scope(Party.objects.filter(merged_into=None), actor, verb, "customer")


def load_names(party_ids: list[UUID]) -> dict[UUID, tuple[str, str]]:
    """Return (name, kind) of parties by id, without asking who may see them; for rows already narrowed."""
    rows = Party.objects.filter(id__in=party_ids).values_list("id", "name", "kind")
    return {party_id: (name, kind) for party_id, name, kind in rows}
