"""The party's own part of a merge: locking both, pointing one at the other, and setting both free again."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F

from rapport.customers.party.contracts import CustomerState, MergedAway
from rapport.customers.party.models import Party
from rapport.customers.party.operations.edit import require_version
from rapport.customers.party.operations.finding import forget_customers, index_customers
from rapport.customers.party.queries.states import load_states
from rapport.customers.party.rules.names import sort_key
from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import Actor, within_scope


def lock_customers(
    party_ids: Sequence[UUID], *, actor: Actor, verb: str, version: int | None = None
) -> dict[UUID, CustomerState]:
    """Lock living parties in the order of their ids and return their states; `version` is the first one's.

    Raises `Missing` unless all are in scope, `MergedAway`, `Conflict` (stale).
    """
    rows = within_scope(Party.objects.select_for_update(), actor, verb, "customer")
    parties = {one.id: one for one in rows.filter(id__in=party_ids).order_by("id")}
    for party_id in party_ids:
        party = parties.get(party_id)
        if party is None:
            raise Missing("There is no such customer.")
        if party.merged_into_id:
            raise MergedAway(party.merged_into_id)
    require_version(parties[party_ids[0]], version)
    return load_states(party_ids)


def write_merge(survivor: UUID, merged: UUID, columns: Mapping[str, Any], *, now: datetime) -> None:
    """Point the merged party at the survivor, which takes these columns."""
    _write(survivor, columns, now=now)
    _write(merged, {"merged_into_id": survivor}, now=now)
    forget_customers([merged])
    index_customers(load_states([survivor]).values())


def write_unmerge(survivor: UUID, merged: UUID, columns: Mapping[str, Any], *, now: datetime) -> None:
    """Set the merged party free again and the survivor's columns back."""
    _write(survivor, columns, now=now)
    _write(merged, {"merged_into_id": None}, now=now)
    index_customers(load_states([survivor, merged]).values())


def _write(party: UUID, columns: Mapping[str, Any], *, now: datetime) -> None:
    values = dict(columns)
    if "name" in values:
        values["name_key"] = sort_key(values["name"])
    Party.objects.filter(id=party).update(version=F("version") + 1, updated_at=now, **values)
