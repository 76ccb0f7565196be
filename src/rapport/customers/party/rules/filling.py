"""What a record of less trust may add to a customer who is there: empty fields; the rest is only told."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from rapport.customers.party.contracts import (
    AddressDraft,
    AddressState,
    ContactState,
    CustomerState,
    Difference,
)
from rapport.customers.party.rules.drafts import Contact, Prepared
from rapport.customers.party.rules.names import fold

_NAMES = ("name", "given_name", "family_name")
_NOT_A_STRANGERS = ("kind", "stage", "origin")


@dataclass(frozen=True, slots=True)
class Filled:
    """What is new about a customer, what differs, and the state it then has."""

    columns: dict[str, Any]
    custom: dict[str, Any]
    contacts: tuple[Contact, ...]
    addresses: tuple[AddressDraft, ...]
    proven: tuple[tuple[str, str], ...]
    differing: tuple[Difference, ...]
    state: CustomerState


def fill(there: CustomerState, given: Mapping[str, Any], ready: Prepared) -> Filled:
    """Compare a customer with a record that arrived: nothing that is there is written over.

    `given` are the plain fields that hold something. Names count as one, and so does each kind of contact
    point: a second phone of somebody who has one is a difference, not a gift. `proven` are contact points
    that are there and are now known to be theirs.
    """
    columns, differing = _compare_fields(there, given, ready)
    custom = _compare_custom(there, ready, differing)
    contacts: list[Contact] = []
    proven = []
    for point in ready.contacts:
        known = [one for one in there.contact_points if one.kind == point.kind]
        same = next((one for one in known if one.normal == point.normal), None)
        if same is not None:
            proven += [(point.kind, point.normal)] if point.verified and same.verified_at is None else []
        elif known:
            shown = next((one for one in known if one.preferred), known[0])
            differing.append(Difference(point.kind, shown.value, point.value))
        elif all(one.kind != point.kind for one in contacts):
            contacts.append(point)
    addresses = _compare_addresses(there, ready, differing)
    state = _as_filled(there, {**columns, "custom": {**there.custom, **custom}}, contacts, addresses)
    return Filled(columns, custom, tuple(contacts), addresses, tuple(proven), tuple(differing), state)


def _compare_fields(
    there: CustomerState, given: Mapping[str, Any], ready: Prepared
) -> tuple[dict[str, Any], list[Difference]]:
    columns: dict[str, Any] = {}
    differing: list[Difference] = []
    own = ready.columns
    named = any(name in given for name in _NAMES)
    namesake = fold(there.name) == fold(own["name"])
    if named and not namesake:
        differing.append(Difference("name", there.name, own["name"]))
    for name in given:
        if name in _NOT_A_STRANGERS or name == "name" or (name in _NAMES and not namesake):
            continue
        before, after = getattr(there, name), own[name]
        if before in ("", None):
            columns[name] = after
        elif fold(str(before)) != fold(str(after)) and name not in ("unit_id", "owner_id"):
            differing.append(Difference(name, str(before), str(after)))
    return columns, differing


def _compare_custom(there: CustomerState, ready: Prepared, differing: list[Difference]) -> dict[str, Any]:
    """Own fields that are empty; those that hold something else are told."""
    custom: dict[str, Any] = {}
    for code, value in ready.custom.items():
        before = there.custom.get(code)
        if value is not None and before is None:
            custom[code] = value
        elif value is not None and str(before) != str(value):
            differing.append(Difference(f"custom.{code}", str(before), str(value)))
    return custom


def _compare_addresses(
    there: CustomerState, ready: Prepared, differing: list[Difference]
) -> tuple[AddressDraft, ...]:
    known = {_words(one) for one in there.addresses}
    fresh = tuple(one for one in ready.addresses if _words(one) not in known)
    if not there.addresses:
        return fresh
    differing += [Difference("address", _words(there.addresses[0]), _words(one)) for one in fresh]
    return ()


def _words(one: AddressDraft | AddressState) -> str:
    parts = (one.street, f"{one.postal_code} {one.city}".strip(), one.region, one.country.upper())
    return ", ".join(part for part in parts if part)


def _as_filled(
    there: CustomerState,
    columns: Mapping[str, Any],
    contacts: list[Contact],
    addresses: tuple[AddressDraft, ...],
) -> CustomerState:
    """The state as the next record of the same call meets it; ids of new rows are not known yet."""
    points = [
        ContactState(id=there.id, kind=one.kind, value=one.value, normal=one.normal) for one in contacts
    ]
    places = [
        AddressState(
            id=there.id,
            street=one.street,
            postal_code=one.postal_code,
            city=one.city,
            region=one.region,
            country=one.country,
        )
        for one in addresses
    ]
    return msgspec.structs.replace(
        there,
        **columns,
        contact_points=[*there.contact_points, *points],
        addresses=[*there.addresses, *places],
    )
