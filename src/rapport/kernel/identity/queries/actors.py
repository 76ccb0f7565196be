"""Who a session or a token stands for, with all its rights."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from rapport.kernel.errors import Missing
from rapport.kernel.identity.contracts import Actor, FieldRule, Grant, Scope
from rapport.kernel.identity.models import Member, Person
from rapport.kernel.identity.rules import parse_scope
from rapport.kernel.tenancy.api import TenantProfile, note_own_tenant

Rights = tuple[tuple[Grant, ...], tuple[FieldRule, ...], tuple[UUID, ...], tuple[UUID, ...]]
# All that the row `r` may: of its roles, its unit and everything below it, the members of its teams.
_RIGHTS_OF = """
       coalesce((select json_agg(json_build_array(g.verb, g.kind, g.scope)) from role_grant g
                  where g.tenant_id = r.tenant_id and g.role_id = any(r.ids)), '[]'),
       coalesce((select json_agg(json_build_array(f.kind, f.field, f.access)) from role_field_rule f
                  where f.tenant_id = r.tenant_id and f.role_id = any(r.ids)), '[]'),
       (with recursive below(id) as (
           select id from unit where tenant_id = r.tenant_id and id = r.unit_id
           union all select u.id from unit u join below b on u.parent_id = b.id
            where u.tenant_id = r.tenant_id
        ) select coalesce(array_agg(id), '{}') from below),
       (select coalesce(array_agg(distinct mate.member_id), '{}') from team_member me
          join team_member mate on mate.tenant_id = me.tenant_id and mate.team_id = me.team_id
         where me.tenant_id = r.tenant_id and me.member_id = r.member_id)
"""
_GIVEN = """
  from (select %(roles)s::uuid[] as ids, %(tenant)s::uuid as tenant_id, %(unit)s::uuid as unit_id,
               %(member)s::uuid as member_id) r
"""
_RIGHTS = "".join(("select ", _RIGHTS_OF, _GIVEN))
_WHO = """
  from (select m.name as called, m.unit_id, m.id as member_id, t.id as tenant_id, t.slug, t.name, t.plan,
               t.currency, t.zone, t.locale, t.country,
               array(select role_id from member_role h
                      where h.tenant_id = m.tenant_id and h.member_id = m.id) as ids
          from member m join tenant t on t.id = m.tenant_id
         where m.id = %s and m.person_id = %s and m.status = 'active' and t.status = 'active') r
"""
_STANDING = "".join(
    (
        "select r.called, r.unit_id, r.tenant_id, r.slug, r.name, r.plan, r.currency, r.zone, r.locale,",
        "       r.country, ",
        _RIGHTS_OF,
        _WHO,
    )
)


def get_member_actor(
    member_id: UUID, *, request_id: UUID | None = None, zone: str = "UTC", locale: str = "en"
) -> Actor:
    """Return the actor of an active member of the current tenant; raises `Missing` otherwise."""
    member = Member.objects.filter(id=member_id, status=Member.Status.ACTIVE).first()
    if member is None:
        raise Missing(_("There is no such member."))
    with connection.cursor() as cursor:
        cursor.execute("select role_id from member_role where member_id = %s", [member_id])
        roles = [row[0] for row in cursor.fetchall()]
    grants, rules, units, mates = _rights(member.tenant_id, roles, member.unit_id, member_id)
    return Actor(
        tenant_id=member.tenant_id,
        kind="member",
        id=member_id,
        name=member.name,
        grants=grants,
        field_rules=rules,
        member_id=member_id,
        unit_id=member.unit_id,
        unit_ids=units,
        teammate_ids=mates,
        request_id=request_id,
        zone=zone,
        locale=locale,
    )


def find_standing(
    member_id: UUID, person: Person, *, request_id: UUID | None = None
) -> tuple[Actor, TenantProfile] | None:
    """Return the actor and the business of a person's membership, or None where either is not active."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, [member_id, person.id])
        row = cursor.fetchone()
    if row is None:
        return None
    name, unit_id, tenant_id, slug, tenant_name, plan, currency, zone, locale, country, *rights = row
    grants, rules, units, mates = _read_rights(rights)
    actor = Actor(
        tenant_id=tenant_id,
        kind="member",
        id=member_id,
        name=name,
        grants=grants,
        field_rules=rules,
        member_id=member_id,
        unit_id=unit_id,
        unit_ids=units,
        teammate_ids=mates,
        request_id=request_id,
        zone=person.zone,
        locale=person.locale,
    )
    tenant = TenantProfile(tenant_id, slug, tenant_name, plan, True, currency, zone, locale, country)
    note_own_tenant(tenant)
    return actor, tenant


def get_token_actor(token_id: UUID, *, request_id: UUID | None = None, zone: str = "UTC") -> Actor:
    """Return the actor a live token of the current tenant stands for."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select tenant_id, name, role_id, unit_id, scopes from api_token"
            " where id = %s and revoked_at is null",
            [token_id],
        )
        row = cursor.fetchone()
    if row is None:
        raise Missing(_("There is no such token."))
    tenant_id, name, role_id, unit_id, scopes = row
    grants, rules, units, _mates = _rights(tenant_id, [role_id], unit_id, None)
    return Actor(
        tenant_id=tenant_id,
        kind="token",
        id=token_id,
        name=name,
        grants=grants,
        field_rules=rules,
        only=tuple(parse_scope(scope) for scope in scopes) or None,
        unit_id=unit_id,
        unit_ids=units,
        request_id=request_id,
        zone=zone,
    )


def _rights(tenant_id: UUID, roles: list[UUID], unit_id: UUID | None, member_id: UUID | None) -> Rights:
    with connection.cursor() as cursor:
        cursor.execute(_RIGHTS, {"tenant": tenant_id, "roles": roles, "unit": unit_id, "member": member_id})
        return _read_rights(cursor.fetchone() or ())


def _read_rights(row: Sequence[Any]) -> Rights:
    grants = tuple(Grant(verb, kind, Scope(scope)) for verb, kind, scope in row[0])
    rules = tuple(FieldRule(kind, field, access) for kind, field, access in row[1])
    return grants, rules, tuple(row[2]), tuple(row[3])
