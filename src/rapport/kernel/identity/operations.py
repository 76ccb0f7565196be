"""Writes of identity that other rooms build on: founding a business, members, units, tokens."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import available_timezones

from django.db import transaction

from rapport.kernel.errors import Conflict, Invalid, Missing
from rapport.kernel.identity.contracts import Actor
from rapport.kernel.identity.models import ApiToken, Member, MemberRole, Person, Role, RoleGrant, Unit
from rapport.kernel.identity.queries import digest_of, get_role_by_code
from rapport.kernel.identity.rules import BUILTIN_ROLES, parse_scope
from rapport.kernel.tenancy.api import as_tenant


def system_actor(tenant_id: UUID, *, request_id: UUID | None = None) -> Actor:
    """Return the system itself acting for a tenant: jobs, handlers, the command line."""
    return Actor(tenant_id=tenant_id, kind="system", id=None, name="Rapport", request_id=request_id)


def create_person(
    email: str, name: str, password: str | None = None, *, locale: str = "en", zone: str = "UTC"
) -> Person:
    """Enter a person who can sign in; raises `Conflict` when the address is taken."""
    address = email.strip().lower()
    if Person.objects.filter(email=address).exists():
        raise Conflict("Somebody with this address exists already.", code="email-taken")
    person = Person(email=address, name=name, locale=locale, zone=zone)
    person.set_password(password)
    person.save()
    return person


def found_roles(tenant_id: UUID) -> None:
    """Give a new business its built-in roles, once."""
    with as_tenant(tenant_id):
        for code, (name, grants) in BUILTIN_ROLES.items():
            role, fresh = Role.objects.get_or_create(code=code, defaults={"name": name, "builtin": True})
            if fresh:
                RoleGrant.objects.bulk_create(
                    RoleGrant(role=role, verb=grant.verb, kind=grant.kind, scope=grant.scope)
                    for grant in grants
                )


def add_member(
    tenant_id: UUID, person: Person, roles: Iterable[str], *, unit_id: UUID | None = None, title: str = ""
) -> Member:
    """Make a person a member of a business with roles by code."""
    with as_tenant(tenant_id):
        member = Member.objects.create(
            person_id=person.id, name=person.name, email=person.email, unit_id=unit_id, title=title
        )
        MemberRole.objects.bulk_create(
            MemberRole(member=member, role=get_role_by_code(code)) for code in roles
        )
    return member


def create_unit(name: str, code: str, *, parent_id: UUID | None = None, tier: str = "") -> Unit:
    """Add a unit to the organisation of the current tenant; raises `Conflict` on a code in use."""
    if Unit.objects.filter(code=code).exists():
        raise Conflict(f"A unit with the code “{code}” exists already.", fields={"code": "Already in use."})
    return Unit.objects.create(name=name, code=code, parent_id=parent_id, tier=tier)


def change_unit(unit_id: UUID, values: dict[str, Any]) -> Unit:
    """Change name, code, tier or parent of a unit of the current tenant; the caller has authorised it.

    Raises `Missing`, `Conflict` on a code in use, and `Invalid` when the parent is not there or lies below.
    """
    unit = Unit.objects.select_for_update().filter(id=unit_id).first()
    if unit is None:
        raise Missing("There is no such unit.")
    if "parent_id" in values and values["parent_id"] is not None:
        _require_parent(unit.id, values["parent_id"])
    if "code" in values and Unit.objects.filter(code=values["code"]).exclude(id=unit_id).exists():
        raise Conflict("A unit with this code exists already.", fields={"code": "Already in use."})
    for name in values.keys() & {"name", "code", "tier", "parent_id"}:
        setattr(unit, name, values[name])
    unit.save()
    return unit


def _require_parent(unit_id: UUID, parent_id: UUID) -> None:
    """Raise `Invalid` unless the parent exists and does not lie at or below the unit."""
    above: UUID | None = parent_id
    while above is not None:
        parent = Unit.objects.filter(id=above).first()
        if parent is None or parent.id == unit_id:
            reason = "Not a unit that may stand above this one."
            raise Invalid(reason, fields={"parent_id": reason})
        above = parent.parent_id


def create_token(
    name: str,
    role_code: str,
    *,
    scopes: Iterable[str] = (),
    unit_id: UUID | None = None,
    expires_at: datetime | None = None,
) -> tuple[ApiToken, str]:
    """Make an API token of the current tenant; returns it with its secret, which is shown this once only."""
    narrowed = list(scopes)
    for scope in narrowed:
        try:
            parse_scope(scope)
        except ValueError as error:
            raise Invalid(str(error), fields={"scopes": str(error)}) from error
    secret = f"rpt_{secrets.token_urlsafe(32)}"
    with transaction.atomic():
        token = ApiToken.objects.create(
            name=name,
            prefix=secret[:12],
            digest=digest_of(secret),
            role=get_role_by_code(role_code),
            unit_id=unit_id,
            scopes=narrowed,
            expires_at=expires_at,
        )
    return token, secret


def change_person(person_id: UUID, **values: str) -> None:
    """Change a person's own name, zone (IANA) or language."""
    if not values.keys() <= {"name", "zone", "locale"}:
        raise Invalid("A person has no such property.")
    if values.get("zone", "UTC") not in available_timezones():
        raise Invalid("There is no such time zone.", fields={"zone": "Choose a zone of the list."})
    Person.objects.filter(id=person_id).update(**values)
