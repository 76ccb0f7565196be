"""Changing a party's plain fields, its contact points, addresses, identities and roles."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Model

from rapport.customers.party.contracts import (
    PLAIN_FIELDS,
    AddressDraft,
    ContactDraft,
    CustomerState,
    ExternalIdDraft,
)
from rapport.customers.party.models import Address, ContactPoint, ExternalId, Party, PartyRole
from rapport.customers.party.operations.create import ONCE, ROLE
from rapport.customers.party.operations.edit import Editing, editing
from rapport.customers.party.operations.reach import require_owners, require_place, require_units
from rapport.customers.party.operations.rows import insert_rows
from rapport.customers.party.rules.contacts import KINDS
from rapport.customers.party.rules.drafts import ROLES, check_address, check_fields, prepare_contact
from rapport.customers.party.rules.names import display_name
from rapport.kernel.errors import Conflict, Invalid, Missing, say
from rapport.kernel.identity.api import Actor
from rapport.kernel.ids import new_id
from rapport.kernel.tenancy.api import get_own_tenant


def update_customer(
    party_id: UUID, changes: Mapping[str, Any], *, actor: Actor, version: int | None = None
) -> CustomerState:
    """Change plain fields (`PLAIN_FIELDS`) of a party and return its new state; equal values change nothing.

    A person whose given or family name changes and not the name gets the name put together anew. Raises
    `Invalid`, `Missing`, `MergedAway`, `Forbidden`, `Conflict` (stale) when `version` is old.
    """
    unknown = {name: say("There is no such field.") for name in changes if name not in PLAIN_FIELDS}
    if unknown:
        raise Invalid("Some fields are unknown.", fields=unknown)
    with editing(party_id, actor=actor, version=version, fields=changes) as edit:
        columns = check_fields(_with_name(changes, edit.party))
        if {"unit_id", "owner_id"} & columns.keys():
            unit = columns.get("unit_id", edit.party.unit_id)
            require_place(unit, columns.get("owner_id", edit.party.owner_id), actor=actor, verb="edit")
        require_units([columns.get("unit_id")])
        require_owners([columns.get("owner_id")], actor=actor)
        edit.changed = any(getattr(edit.party, name) != value for name, value in columns.items())
        if edit.changed:
            Party.objects.filter(id=party_id).update(**columns)
    return edit.done()


def add_contact_point(
    party_id: UUID, draft: ContactDraft, *, actor: Actor, version: int | None = None
) -> CustomerState:
    """Give a party a way to be reached; one it has is changed. Raises `Invalid`, `Missing`."""
    with editing(party_id, actor=actor, version=version, fields=["contact_points"]) as edit:
        ready = prepare_contact(draft, country=_home(edit.party, draft))
        if ready.preferred:
            _unprefer(ContactPoint, edit, kind=ready.kind)
        values = {"value": ready.value, "label": ready.label, "preferred": ready.preferred}
        known = ContactPoint.objects.filter(party=edit.party, kind=ready.kind, normal=ready.normal)
        if not known.update(**values):
            verified = edit.work.now if ready.verified else None
            ContactPoint.objects.create(
                party=edit.party, kind=ready.kind, normal=ready.normal, verified_at=verified, **values
            )
    return edit.done()


def change_contact_point(
    party_id: UUID,
    contact_id: UUID,
    *,
    value: str | None = None,
    label: str | None = None,
    preferred: bool | None = None,
    verified: bool | None = None,
    actor: Actor,
    version: int | None = None,
) -> CustomerState:
    """Change what is given of a contact point; a new value is unverified. Raises `Missing`, `Invalid`."""
    with editing(party_id, actor=actor, version=version, fields=["contact_points"]) as edit:
        point = ContactPoint.objects.filter(party=edit.party, id=contact_id).first()
        if point is None:
            raise Missing("There is no such contact point.")
        draft = ContactDraft(
            kind=point.kind,
            value=point.value if value is None else value,
            label=point.label if label is None else label,
        )
        ready = prepare_contact(draft, country=_home(edit.party, draft))
        if preferred:
            _unprefer(ContactPoint, edit, kind=point.kind)
        verified_at = point.verified_at if ready.normal == point.normal else None
        if verified is not None:
            verified_at = edit.work.now if verified else None
        ContactPoint.objects.filter(party=edit.party, id=contact_id).update(
            **{"value": ready.value, "normal": ready.normal, "label": ready.label},
            preferred=point.preferred if preferred is None else preferred,
            verified_at=verified_at,
        )
    return edit.done()


def remove_contact_point(
    party_id: UUID, contact_id: UUID, *, actor: Actor, version: int | None = None
) -> CustomerState:
    """Take a contact point away; raises `Missing`."""
    with editing(party_id, actor=actor, version=version, fields=["contact_points"]) as edit:
        _remove(ContactPoint, edit, contact_id, say("There is no such contact point."))
    return edit.done()


def add_address(
    party_id: UUID, draft: AddressDraft, *, actor: Actor, version: int | None = None
) -> CustomerState:
    """Give a party a postal address; raises `Invalid`, `Missing`."""
    ready = check_address(draft)
    with editing(party_id, actor=actor, version=version, fields=["addresses"]) as edit:
        if ready.preferred:
            _unprefer(Address, edit)
        Address.objects.create(party=edit.party, **_address_values(ready))
    return edit.done()


def change_address(
    party_id: UUID, address_id: UUID, draft: AddressDraft, *, actor: Actor, version: int | None = None
) -> CustomerState:
    """Write an address anew; raises `Invalid`, `Missing`."""
    ready = check_address(draft)
    with editing(party_id, actor=actor, version=version, fields=["addresses"]) as edit:
        if ready.preferred:
            _unprefer(Address, edit)
        rows = Address.objects.filter(party=edit.party, id=address_id)
        if not rows.update(**_address_values(ready)):
            raise Missing("There is no such address.")
    return edit.done()


def remove_address(
    party_id: UUID, address_id: UUID, *, actor: Actor, version: int | None = None
) -> CustomerState:
    """Take an address away; raises `Missing`."""
    with editing(party_id, actor=actor, version=version, fields=["addresses"]) as edit:
        _remove(Address, edit, address_id, say("There is no such address."))
    return edit.done()


def add_external_id(
    party_id: UUID, draft: ExternalIdDraft, *, actor: Actor, version: int | None = None
) -> CustomerState:
    """Say who another system takes the party for; raises `Conflict` when that identity is somebody else's."""
    system, number = draft.system.strip(), draft.external_id.strip()
    if not system or not number or len(system) > 60 or len(number) > 200:
        raise Invalid(
            "A system and an id are needed.", fields={"external_id": "A system and an id are needed."}
        )
    with editing(party_id, actor=actor, version=version, fields=["external_ids"]) as edit:
        known = ExternalId.objects.filter(system=system, external_id=number).first()
        if known and known.party_id != party_id:
            raise Conflict("Another customer has this identity already.", code="external-id-taken")
        if not known:
            ExternalId.objects.create(party=edit.party, system=system, external_id=number)
    return edit.done()


def remove_external_id(
    party_id: UUID, draft: ExternalIdDraft, *, actor: Actor, version: int | None = None
) -> CustomerState:
    """Forget an identity in another system; raises `Missing`."""
    with editing(party_id, actor=actor, version=version, fields=["external_ids"]) as edit:
        rows = ExternalId.objects.filter(party=edit.party, system=draft.system, external_id=draft.external_id)
        if not rows.delete()[0]:
            raise Missing("There is no such identity.")
    return edit.done()


def set_roles(
    party_id: UUID, roles: Iterable[str], *, actor: Actor, version: int | None = None
) -> CustomerState:
    """Make these the roles of a party; those it keeps keep their beginning. Raises `Invalid`, `Missing`."""
    wanted = set(roles)
    if not wanted <= set(ROLES):
        raise Invalid(
            "There is no such role.",
            fields={"roles": "One of %(known)s."},
            values={"known": ", ".join(ROLES)},
        )
    with editing(party_id, actor=actor, version=version, fields=["roles"]) as edit:
        PartyRole.objects.filter(party=edit.party).exclude(role__in=wanted).delete()
        today, batch = edit.work.now.date(), edit.work.batch_id
        rows = [(new_id(), party_id, role, today, batch) for role in sorted(wanted)]
        insert_rows("party_role", ROLE, rows, conflict=ONCE)
    return edit.done()


def _with_name(changes: Mapping[str, Any], party: Party) -> dict[str, Any]:
    values = dict(changes)
    if "name" not in values and {"given_name", "family_name"} & values.keys():
        given = values.get("given_name", party.given_name)
        values["name"] = display_name(given, values.get("family_name", party.family_name)) or party.name
    return values


def _home(party: Party, draft: ContactDraft) -> str:
    if party.country or draft.kind not in ("phone", "fax") or draft.kind not in KINDS:
        return party.country
    return get_own_tenant(party.tenant_id).country


def _unprefer(model: type[Model], edit: Editing, **narrower: str) -> None:
    model._default_manager.filter(party=edit.party, preferred=True, **narrower).update(preferred=False)


def _remove(model: type[Model], edit: Editing, row_id: UUID, missing: str) -> None:
    if not model._default_manager.filter(party=edit.party, id=row_id).delete()[0]:
        raise Missing(missing)


def _address_values(draft: AddressDraft) -> dict[str, Any]:
    return {
        **{"label": draft.label, "street": draft.street, "postal_code": draft.postal_code},
        **{"city": draft.city, "region": draft.region, "country": draft.country.upper()},
        "preferred": draft.preferred,
    }
