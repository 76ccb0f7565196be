"""What a role may not see is blank in everything that is read."""

from dataclasses import replace
from typing import Any

import msgspec

from rapport.customers.party.contracts import CustomerRow, CustomerState
from rapport.kernel.identity.api import Actor

_BLANKS: dict[str, Any] = {field.name: field.default for field in msgspec.structs.fields(CustomerState)}
_BLANKS |= {name: [] for name in ("contact_points", "addresses", "external_ids", "roles", "tags")}
_NEVER = frozenset({"id", "version", "kind", "created_at", "updated_at", "merged_into_id"})
_ROW_BLANKS: dict[str, dict[str, Any]] = {
    "name": {"name": ""},
    "city": {"city": ""},
    "country": {"country": ""},
    "contact_points": {"email": "", "phone": ""},
    "tags": {"tags": ()},
    "birth_date": {"birth_date": None},
    "owner_id": {"owner_id": None},
    "unit_id": {"unit_id": None},
    "spent_minor": {"spent_minor": 0},
    "order_count": {"order_count": 0},
}


def veil_state(state: CustomerState, actor: Actor) -> CustomerState:
    """Return the state with the fields blank that the actor may not see."""
    secret = {name for kind, name in actor.hidden if kind == "customer"}
    if secret & state.custom.keys():
        seen = {code: value for code, value in state.custom.items() if code not in secret}
        state = msgspec.structs.replace(state, custom=seen)
    hidden = secret & _BLANKS.keys() - _NEVER
    if not hidden:
        return state
    if "name" in hidden:
        hidden |= {"given_name", "family_name"}
    blanks = {name: "" if name == "name" else _BLANKS[name] for name in hidden}
    return msgspec.structs.replace(state, **blanks)


def veil_row(row: CustomerRow, actor: Actor) -> CustomerRow:
    """Return a line of a list with the fields blank that the actor may not see."""
    blanks: dict[str, Any] = {}
    for kind, name in actor.hidden:
        if kind == "customer":
            blanks.update(_ROW_BLANKS.get(name, {}))
    return replace(row, **blanks) if blanks else row
