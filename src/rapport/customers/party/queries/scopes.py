"""Which parties somebody may see, as a query for other rooms to narrow theirs by."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from rapport.customers.party.models import Party
from rapport.kernel.identity.api import Actor, within_scope


def visible_ids(actor: Actor, *, verb: str = "view") -> "QuerySet[Party, Any]":
    """Return the ids of the living parties within the actor's scope; for `party_id__in`, not to be read
    out."""
    return within_scope(Party.objects.filter(merged_into=None), actor, verb, "customer").values("id")


def load_names(party_ids: list[UUID]) -> dict[UUID, tuple[str, str]]:
    """Return (name, kind) of parties by id, without asking who may see them; for rows already narrowed."""
    rows = Party.objects.filter(id__in=party_ids).values_list("id", "name", "kind")
    return {party_id: (name, kind) for party_id, name, kind in rows}
