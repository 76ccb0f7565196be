"""Entering parties: the same few statements for one and for ten thousand."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from msgspec.structs import replace

from rapport.customers.party import events
from rapport.customers.party.contracts import (
    AddressState,
    ContactState,
    CustomerDraft,
    CustomerState,
    ExternalIdState,
)
from rapport.customers.party.operations.custom import write_custom
from rapport.customers.party.operations.edit import record_facts
from rapport.customers.party.operations.finding import index_customers
from rapport.customers.party.operations.reach import place, require_owners, require_units
from rapport.customers.party.operations.rows import insert_rows
from rapport.customers.party.operations.tags import PARTY_TAG, ensure_tags
from rapport.customers.party.rules.drafts import Prepared, prepare
from rapport.customers.party.rules.standing import roles_of
from rapport.kernel.errors import Conflict
from rapport.kernel.identity.api import Actor
from rapport.kernel.ids import new_id
from rapport.kernel.tenancy.api import get_own_tenant
from rapport.kernel.work.api import Work, unit_of_work

PARTY = {
    **{"id": "uuid", "kind": "text", "name": "text", "given_name": "text", "family_name": "text"},
    **{"name_key": "text", "country": "text", "city": "text", "zone": "text", "locale": "text"},
    **{"birth_date": "date", "tax_number": "text", "website": "text", "stage": "text", "origin": "text"},
    **{"unit_id": "uuid", "owner_id": "uuid", "order_count": "int4", "spent_minor": "int8"},
    **{"currency": "text", "version": "int4", "created_at": "timestamptz", "updated_at": "timestamptz"},
    **{"batch_id": "uuid"},
}
CONTACT = {
    **{"id": "uuid", "party_id": "uuid", "kind": "text", "value": "text", "normal": "text", "label": "text"},
    **{"verified_at": "timestamptz", "preferred": "bool", "batch_id": "uuid"},
}
ADDRESS = {
    **{"id": "uuid", "party_id": "uuid", "label": "text", "street": "text", "postal_code": "text"},
    **{"city": "text", "region": "text", "country": "text", "preferred": "bool", "batch_id": "uuid"},
}
EXTERNAL = {"id": "uuid", "party_id": "uuid", "system": "text", "external_id": "text", "batch_id": "uuid"}
ROLE = {"id": "uuid", "party_id": "uuid", "role": "text", "since": "date", "batch_id": "uuid"}
ONCE = "on conflict (tenant_id, party_id, role) do nothing"


@dataclass(frozen=True, slots=True)
class _Entry:
    """A party about to be written, and the state it will have."""

    state: CustomerState
    ready: Prepared


def create_customer(draft: CustomerDraft, *, actor: Actor) -> CustomerState:
    """Enter one party and return its state; raises `Invalid`, `Forbidden`, `Conflict`."""
    return create_customers([draft], actor=actor)[0]


def create_customers(
    drafts: Sequence[CustomerDraft], *, actor: Actor, batch_id: UUID | None = None
) -> list[CustomerState]:
    """Enter parties set-based, all or none, and return their states in order.

    Raises `Invalid` on the first draft that is wrong, `Forbidden`, `Conflict` when an external id is taken.
    """
    country = home_country(drafts, actor)
    ready = [prepare(draft, country=country) for draft in drafts]
    with unit_of_work(actor, batch_id=batch_id) as work:
        return write_customers(ready, work)


def home_country(drafts: Sequence[CustomerDraft], actor: Actor) -> str:
    """Return the shop's country where a national phone number needs one, else nothing: it costs a query."""
    needed = any(
        point.kind in ("phone", "fax")
        and not draft.country
        and not point.value.strip().startswith(("+", "00"))
        for draft in drafts
        for point in draft.contact_points
    )
    if not needed:
        return ""
    with unit_of_work(actor):
        return get_own_tenant(actor.tenant_id).country


def write_customers(ready: Sequence[Prepared], work: Work) -> list[CustomerState]:
    """Write parties that passed the rules, with their facts; checks the actor's place and fields."""
    work.actor.require("create", "customer")
    entries = [_enter(one, work) for one in ready]
    strange = {entry.state.unit_id for entry in entries} - {None, work.actor.unit_id}
    require_units(strange)
    require_owners([entry.state.owner_id for entry in entries], actor=work.actor)
    _insert(entries, work)
    custom = write_custom([(one.state.id, one.ready.custom) for one in entries], actor=work.actor)
    states = [replace(one.state, custom=custom.get(one.state.id, {})) for one in entries]
    index_customers(states)
    record_facts([events.CustomerCreated(customer_id=one.id, version=1, state=one) for one in states], work)
    return states


def _enter(ready: Prepared, work: Work) -> _Entry:
    written = {name for name, value in ready.columns.items() if value not in ("", None)} - {"name_key"}
    if work.actor.field_rules:
        work.actor.require_fields("customer", written - {"kind", "stage", "origin"})
    columns = place(ready.columns, actor=work.actor)
    columns.pop("name_key")
    since = min(ready.since or work.now, work.now)
    state = CustomerState(
        id=new_id(),
        version=1,
        created_at=since,
        updated_at=since,
        contact_points=[
            ContactState(
                id=new_id(),
                kind=point.kind,
                value=point.value,
                normal=point.normal,
                label=point.label,
                preferred=point.preferred,
                verified_at=since if point.verified else None,
            )
            for point in ready.contacts
        ],
        addresses=[
            AddressState(
                id=new_id(),
                label=one.label,
                street=one.street,
                postal_code=one.postal_code,
                city=one.city,
                region=one.region,
                country=one.country.upper(),
                preferred=one.preferred,
            )
            for one in ready.addresses
        ],
        external_ids=[
            ExternalIdState(system=one.system, external_id=one.external_id) for one in ready.external_ids
        ],
        roles=roles_of(ready.roles, columns["stage"]),
        tags=[ready.tags[key] for key in sorted(ready.tags)],
        **columns,
    )
    return _Entry(state, ready)


def _insert(entries: Sequence[_Entry], work: Work) -> None:
    batch = work.batch_id
    insert_rows("party", PARTY, [_party_row(entry, batch) for entry in entries])
    states = [entry.state for entry in entries]
    insert_rows("contact_point", CONTACT, [row for state in states for row in contact_rows(state, batch)])
    insert_rows("address", ADDRESS, [row for state in states for row in _address_rows(state, batch)])
    external = [
        (new_id(), state.id, one.system, one.external_id, batch)
        for state in states
        for one in state.external_ids
    ]
    _insert_identities(external)
    roles = [
        (new_id(), entry.state.id, role, entry.state.created_at.date(), batch)
        for entry in entries
        for role in entry.ready.roles
    ]
    insert_rows("party_role", ROLE, roles)
    wanted = {key: name for entry in entries for key, name in entry.ready.tags.items()}
    if wanted:
        ids = ensure_tags(wanted)
        tags = [(new_id(), entry.state.id, ids[key], batch) for entry in entries for key in entry.ready.tags]
        insert_rows("party_tag", PARTY_TAG, tags)


def _party_row(entry: _Entry, batch: UUID | None) -> tuple[object, ...]:
    own = {"name_key": entry.ready.columns["name_key"], "batch_id": batch}
    return tuple(own[name] if name in own else getattr(entry.state, name) for name in PARTY)


def contact_rows(state: CustomerState, batch: UUID | None) -> list[tuple[object, ...]]:
    """Return the rows of a state's contact points."""
    return [
        (
            point.id,
            state.id,
            point.kind,
            point.value,
            point.normal,
            point.label,
            point.verified_at,
            point.preferred,
            batch,
        )
        for point in state.contact_points
    ]


def _address_rows(state: CustomerState, batch: UUID | None) -> list[tuple[object, ...]]:
    return [
        (
            one.id,
            state.id,
            one.label,
            one.street,
            one.postal_code,
            one.city,
            one.region,
            one.country,
            one.preferred,
            batch,
        )
        for one in state.addresses
    ]


def _insert_identities(rows: Sequence[tuple[object, ...]]) -> None:
    """An identity belongs to one party; whoever was there first keeps it."""
    written = insert_rows("external_id", EXTERNAL, rows, conflict="on conflict do nothing")
    if written != len(rows):
        raise Conflict("Another customer has this identity already.", code="external-id-taken")
