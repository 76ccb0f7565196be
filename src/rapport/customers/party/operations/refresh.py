"""Bringing many parties up to date at once from what arrived: only what was given, only what changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg import sql

from rapport.customers.party.contracts import AddressDraft, CustomerState, ExternalIdDraft
from rapport.customers.party.models import ContactPoint
from rapport.customers.party.operations.create import ADDRESS, CONTACT, EXTERNAL, ONCE, PARTY, ROLE
from rapport.customers.party.operations.custom import write_custom
from rapport.customers.party.operations.edit import publish
from rapport.customers.party.operations.rows import hash_joins, insert_rows
from rapport.customers.party.operations.tags import PARTY_TAG, ensure_tags
from rapport.customers.party.queries.states import load_states
from rapport.customers.party.rules.drafts import Contact, Prepared
from rapport.kernel.ids import new_id
from rapport.kernel.work.api import Work

_COLUMNS = (
    *("kind", "name", "given_name", "family_name", "name_key", "country", "city", "zone", "locale"),
    *("birth_date", "tax_number", "website", "stage", "origin", "unit_id", "owner_id"),
)

_PROVE = """
update contact_point c set verified_at = %s
  from unnest(%s::uuid[], %s::text[], %s::text[]) as n(party_id, kind, normal)
 where c.party_id = n.party_id and c.kind = n.kind and c.normal = n.normal and c.verified_at is null
 returning c.party_id
"""


@dataclass(slots=True)
class Refresh:
    """What arrived about one party: given columns, satellites it may not have yet, and `proven` contact
    points (kind, normal form) that it has."""

    party_id: UUID
    columns: dict[str, Any] = field(default_factory=dict)
    contacts: list[Contact] = field(default_factory=list)
    addresses: list[AddressDraft] = field(default_factory=list)
    external_ids: list[ExternalIdDraft] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    tags: dict[str, str] = field(default_factory=dict)
    custom: dict[str, Any] = field(default_factory=dict)
    proven: list[tuple[str, str]] = field(default_factory=list)

    def take(self, given: Mapping[str, Any], ready: Prepared) -> None:
        """Add one more arriving record about the same party; the later word wins."""
        self.columns.update({name: ready.columns[name] for name in given})
        if "name" in given or {"given_name", "family_name"} & given.keys():
            self.columns.update(name=ready.columns["name"], name_key=ready.columns["name_key"])
        self.contacts.extend(ready.contacts)
        self.addresses.extend(ready.addresses)
        self.external_ids.extend(ready.external_ids)
        self.roles.extend(ready.roles)
        self.tags.update(ready.tags)
        self.custom.update(ready.custom)


def refresh_customers(arrived: Sequence[Refresh], work: Work) -> tuple[dict[UUID, CustomerState], set[UUID]]:
    """Write what is new about parties that are there; returns their states and which of them changed.

    The caller has locked arrivals, authorised the actor for each party and its fields, and made sure that no
    external id is another party's.
    """
    if not arrived:
        return {}, set()
    before = load_states([one.party_id for one in arrived])
    changed = _update(arrived)
    changed |= _add_contacts(arrived, work)
    changed |= _prove_contacts(arrived, work)
    changed |= _add_addresses(arrived, before, work)
    changed |= _add_identities(arrived, before, work)
    changed |= _add_roles(arrived, before, work)
    changed |= _add_tags(arrived, work)
    custom = write_custom([(one.party_id, one.custom) for one in arrived], actor=work.actor)
    changed |= {party_id for party_id, values in custom.items() if values != before[party_id].custom}
    states = {state.id: state for state in publish(sorted(changed), work)}
    return before | states, changed


def _update(arrived: Sequence[Refresh]) -> set[UUID]:
    names = [name for name in _COLUMNS if any(name in one.columns for one in arrived)]
    if not names:
        return set()
    rows = [(one.party_id, *(one.columns.get(name) for name in names)) for one in arrived]
    with connection.cursor() as cursor, hash_joins(cursor, len(rows)):
        cursor.execute(_statement(names), [list(column) for column in zip(*rows, strict=True)])
        return {row[0] for row in cursor.fetchall()}


def _statement(names: Sequence[str]) -> str:
    """A null in the arrays means that nothing was given."""
    part = sql.SQL(", ")
    cells = [sql.Identifier(name) for name in names]
    sets = part.join(sql.SQL("{0} = coalesce(n.{0}, p.{0})").format(cell) for cell in cells)
    old = part.join(sql.SQL("p.{}").format(cell) for cell in cells)
    new = part.join(sql.SQL("coalesce(n.{0}, p.{0})").format(cell) for cell in cells)
    arrays = part.join(sql.SQL("%s::{}[]").format(sql.Identifier(PARTY[name])) for name in names)
    whole = sql.SQL(
        "update party p set {sets} from unnest(%s::uuid[], {arrays}) as n(id, {names})"
        " where p.id = n.id and ({old}) is distinct from ({new}) returning p.id"
    )
    return whole.format(sets=sets, arrays=arrays, names=part.join(cells), old=old, new=new).as_string(None)


def _add_contacts(arrived: Sequence[Refresh], work: Work) -> set[UUID]:
    coming = [one for one in arrived if one.contacts]
    if not coming:
        return set()
    known = set(
        ContactPoint.objects.filter(party_id__in=[one.party_id for one in coming]).values_list(
            "party_id", "kind", "normal"
        )
    )
    rows = []
    for one in coming:
        for point in one.contacts:
            key = (one.party_id, point.kind, point.normal)
            if key not in known:
                known.add(key)
                verified = work.now if point.verified else None
                rows.append(
                    (
                        *(new_id(), one.party_id, point.kind, point.value, point.normal, point.label),
                        *(verified, False, work.batch_id),
                    )
                )
    insert_rows("contact_point", CONTACT, rows)
    return {row[1] for row in rows}


def _prove_contacts(arrived: Sequence[Refresh], work: Work) -> set[UUID]:
    rows = [(one.party_id, *point) for one in arrived for point in one.proven]
    if not rows:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(_PROVE, [work.now, *(list(column) for column in zip(*rows, strict=True))])
        return {row[0] for row in cursor.fetchall()}


def _add_addresses(arrived: Sequence[Refresh], before: Mapping[UUID, CustomerState], work: Work) -> set[UUID]:
    rows = []
    for one in arrived:
        known = {(a.street, a.postal_code, a.city, a.country) for a in before[one.party_id].addresses}
        for address in one.addresses:
            key = (address.street, address.postal_code, address.city, address.country.upper())
            if key not in known:
                known.add(key)
                rows.append(
                    (
                        *(new_id(), one.party_id, address.label, address.street, address.postal_code),
                        *(address.city, address.region, address.country.upper(), False, work.batch_id),
                    )
                )
    insert_rows("address", ADDRESS, rows)
    return {row[1] for row in rows}


def _add_identities(
    arrived: Sequence[Refresh], before: Mapping[UUID, CustomerState], work: Work
) -> set[UUID]:
    rows = []
    for one in arrived:
        known = {(e.system, e.external_id) for e in before[one.party_id].external_ids}
        for identity in dict.fromkeys((e.system, e.external_id) for e in one.external_ids):
            if identity not in known:
                rows.append((new_id(), one.party_id, *identity, work.batch_id))
    insert_rows("external_id", EXTERNAL, rows)
    return {row[1] for row in rows}


def _add_roles(arrived: Sequence[Refresh], before: Mapping[UUID, CustomerState], work: Work) -> set[UUID]:
    """Add roles; what a party was by its stage alone is said from now on, so that it is not lost."""
    rows = []
    for one in arrived:
        known = before[one.party_id].roles
        if not set(one.roles) <= set(known):
            roles = dict.fromkeys([*known, *one.roles])
            rows += [(new_id(), one.party_id, role, work.now.date(), work.batch_id) for role in roles]
    insert_rows("party_role", ROLE, rows, conflict=ONCE)
    return {row[1] for row in rows}


def _add_tags(arrived: Sequence[Refresh], work: Work) -> set[UUID]:
    wanted = {key: name for one in arrived for key, name in one.tags.items()}
    if not wanted:
        return set()
    ids = ensure_tags(wanted)
    rows = [(new_id(), one.party_id, ids[key], work.batch_id) for one in arrived for key in one.tags]
    with connection.cursor() as cursor:
        cursor.execute(
            "select party_id, tag_id from party_tag where party_id = any(%s)", [[row[1] for row in rows]]
        )
        known = set(cursor.fetchall())
    fresh = [row for row in rows if (row[1], row[2]) not in known]
    insert_rows("party_tag", PARTY_TAG, fresh)
    return {row[1] for row in fresh}
