"""Custom fields of a party: the shop's own, changed like any other field."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from rapport.customers.party.contracts import CustomerState
from rapport.customers.party.operations.edit import editing
from rapport.customers.party.queries.states import CUSTOM
from rapport.kernel.fields.api import write_values
from rapport.kernel.identity.api import Actor


def set_custom_fields(
    party_id: UUID, values: Mapping[str, Any], *, actor: Actor, version: int | None = None
) -> CustomerState:
    """Set the custom fields named by code, None empties one; returns the new state.

    Values are read by the field's type, as `kernel.fields` says. Raises `Invalid` naming each field refused,
    `Missing`, `MergedAway`, `Forbidden`, `Conflict` (stale) when `version` is old.
    """
    with editing(party_id, actor=actor, version=version) as edit:
        write_values(CUSTOM, edit.party.id, values, actor=actor)
    return edit.done()
