"""Custom fields of parties: the shop's own, written like any other field, one party or very many."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from rapport.customers.party.contracts import CustomerDraft, CustomerState
from rapport.customers.party.operations.edit import editing
from rapport.customers.party.queries.states import CUSTOM
from rapport.kernel.errors import Invalid, Unknown
from rapport.kernel.fields.api import RowRefusal, load_values, refuse_values, write_values, write_values_bulk
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


def refuse_custom(drafts: Sequence[CustomerDraft], *, actor: Actor) -> dict[int, Invalid]:
    """Return the drafts whose custom fields would be refused, by their place; two queries at most."""
    given = [(place, draft.custom) for place, draft in enumerate(drafts) if draft.custom]
    if not given:
        return {}
    refusals = refuse_values(CUSTOM, [values for _place, values in given], actor=actor)
    return {given[one.index][0]: _refusal(one) for one in refusals}


def write_custom(
    rows: Sequence[tuple[UUID, Mapping[str, Any]]], *, actor: Actor
) -> dict[UUID, dict[str, str | int]]:
    """Set custom fields of many parties within a unit of work; returns what those given any hold now.

    Raises `Invalid` naming each field refused, as `custom.code`, and `Forbidden`.
    """
    given = [(party_id, values) for party_id, values in rows if values]
    if not given:
        return {}
    for refusal in write_values_bulk(CUSTOM, given, actor=actor):
        raise _refusal(refusal)
    return load_values(CUSTOM, [party_id for party_id, _values in given])


def _refusal(row: RowRefusal) -> Invalid:
    named = {f"custom.{code}": reason for code, reason in row.fields.items()}
    return (Unknown if row.unknown else Invalid)("Some fields are not valid.", fields=named)
