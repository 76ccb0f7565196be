from django.db import migrations

from rapport.kernel.audit.schema import Tracked
from rapport.kernel.tenancy.schema import GateFunction, RegisterTable, TenantForeignKey, TenantTable

MEMBERSHIPS = """
create function identity_memberships(wanted uuid)
returns table (tenant_id uuid, slug varchar, name varchar, member_id uuid, active boolean)
language sql stable security definer set search_path = public, pg_temp as $$
    select t.id, t.slug, t.name, m.id, m.status = 'active' and t.status = 'active'
      from member m join tenant t on t.id = m.tenant_id
     where m.person_id = wanted order by t.name
$$
"""
TOKEN = """
create function identity_token(wanted bytea)
returns table (tenant_id uuid, token_id uuid, expires_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
    select a.tenant_id, a.id, a.expires_at
      from api_token a join tenant t on t.id = a.tenant_id
     where a.digest = wanted and a.revoked_at is null and t.status = 'active'
       and (a.expires_at is null or a.expires_at > now())
$$
"""
INVITE = """
create function identity_invite(wanted bytea)
returns table (tenant_id uuid, invite_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
    select i.tenant_id, i.id from invite i
     where i.digest = wanted and i.accepted_at is null and i.expires_at > now()
$$
"""
APP = ["rapport_app"]


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0001_initial"),
        ("tenancy", "0002_walls"),
        ("audit", "0002_walls"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("sessions", "0001_initial"),
    ]

    operations = [
        *(RegisterTable(table) for table in ("person", "django_session", "django_content_type")),
        *(RegisterTable(table) for table in ("auth_permission", "auth_group", "auth_group_permissions")),
        *(
            TenantTable(model)
            for model in (
                *("unit", "member", "team", "teammember", "role", "rolegrant"),
                *("rolefieldrule", "memberrole", "apitoken", "invite"),
            )
        ),
        TenantForeignKey("unit", "parent"),
        TenantForeignKey("member", "unit"),
        TenantForeignKey("teammember", "team", on_delete="cascade"),
        TenantForeignKey("teammember", "member", on_delete="cascade"),
        TenantForeignKey("rolegrant", "role", on_delete="cascade"),
        TenantForeignKey("rolefieldrule", "role", on_delete="cascade"),
        TenantForeignKey("memberrole", "member", on_delete="cascade"),
        TenantForeignKey("memberrole", "role", on_delete="cascade"),
        TenantForeignKey("apitoken", "role"),
        TenantForeignKey("apitoken", "unit"),
        TenantForeignKey("invite", "role", on_delete="cascade"),
        TenantForeignKey("invite", "unit", on_delete="set null"),
        *(Tracked(model) for model in ("unit", "member", "team", "teammember", "role")),
        *(Tracked(model) for model in ("rolegrant", "rolefieldrule", "memberrole")),
        *(Tracked(model, hidden=("digest",)) for model in ("apitoken", "invite")),
        GateFunction("identity_memberships(uuid)", MEMBERSHIPS, ["member", "tenant"], APP),
        GateFunction("identity_token(bytea)", TOKEN, ["api_token", "tenant"], APP),
        GateFunction("identity_invite(bytea)", INVITE, ["invite"], APP),
    ]
