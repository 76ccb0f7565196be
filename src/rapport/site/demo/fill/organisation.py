"""The business itself: its tenant, units, roles and members."""

from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password

from rapport.kernel.errors import Conflict, Missing
from rapport.kernel.identity import api as identity
from rapport.kernel.identity.api import Actor
from rapport.kernel.tenancy.api import TenantProfile, as_tenant, create_tenant, get_tenant_by_slug
from rapport.site.demo.records import Member, Shop

ROLES = {"owner": "admin", "administrator": "admin", "marketer": "analyst"}
"""Posts of the simulation that carry a built-in role of another name."""


def found_tenant(shop: Shop) -> TenantProfile:
    """Return the shop's tenant, entering it with its roles the first time."""
    try:
        return get_tenant_by_slug(shop.slug)
    except Missing:
        tenant = create_tenant(
            shop.slug,
            shop.name,
            currency=shop.currency,
            zone=shop.zone,
            locale=shop.language,
            country=shop.country,
        )
        identity.found_roles(tenant.id)
        return tenant


def make_units(shop: Shop) -> dict[str, UUID]:
    """Enter the tree of units; returns the id of each code."""
    ids: dict[str, UUID] = {}
    for unit in shop.units:
        parent = ids.get(unit.parent)
        ids[unit.code] = identity.create_unit(unit.name, unit.code, parent_id=parent, tier=unit.tier).id
    return ids


def make_members(
    shop: Shop, tenant: TenantProfile, units: dict[str, UUID], password: str
) -> dict[str, Actor]:
    """Enter the staff with their demo password, hashed once for all; returns each as an actor, by address."""
    actors = {}
    hashed = make_password(password)
    for member in shop.members:
        person = _enter_person(member, shop.zone)
        get_user_model().objects.filter(id=person.id).update(password=hashed)
        role = ROLES.get(member.role, member.role)
        title = member.role.title()
        entered = identity.add_member(tenant.id, person, [role], unit_id=units[member.unit], title=title)
        with as_tenant(tenant.id):
            actor = identity.get_member_actor(entered.id, zone=shop.zone, locale=member.language)
        actors[member.email] = actor
    return actors


def _enter_person(member: Member, zone: str) -> Any:
    """People stand in the register of the installation: one left by a run that was killed is taken up."""
    try:
        return identity.create_person(member.email, member.name, locale=member.language, zone=zone)
    except Conflict:
        return get_user_model().objects.get(email=member.email)
