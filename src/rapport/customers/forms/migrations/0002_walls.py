from django.db import migrations

from rapport.kernel.audit.schema import Tracked
from rapport.kernel.tenancy.schema import GateFunction, TenantForeignKey, TenantTable

FIND = """
create function form_tenant(wanted text) returns uuid
language sql stable security definer set search_path = public, pg_temp as $$
    select f.tenant_id from capture_form f join tenant t on t.id = f.tenant_id
     where f.key = wanted and t.status = 'active'
$$
"""
# What a stranger typed is kept in the entry alone; history tells who decided what about it.
_PRIVATE = ("values", "email", "address", "agent", "page")


class Migration(migrations.Migration):
    dependencies = [
        ("forms", "0001_initial"),
        ("party", "0002_walls"),
        ("tenancy", "0002_walls"),
        ("audit", "0002_walls"),
    ]

    operations = [
        TenantTable("captureform"),
        TenantTable("formfield", key=("form_id", "id")),
        TenantTable("consenttext", rights="select, insert"),
        TenantTable("formentry"),
        TenantTable("formdifference"),
        TenantTable("formday", key=("form_id", "day")),
        TenantForeignKey("captureform", "unit"),
        TenantForeignKey("formfield", "form", on_delete="cascade"),
        TenantForeignKey("consenttext", "form"),
        TenantForeignKey("formentry", "form"),
        TenantForeignKey("formentry", "party", on_delete="set null"),
        TenantForeignKey("formdifference", "entry", on_delete="cascade"),
        TenantForeignKey("formdifference", "party", on_delete="cascade"),
        TenantForeignKey("formday", "form", on_delete="cascade"),
        Tracked("captureform"),
        Tracked("formfield", subject="form_id"),
        Tracked("consenttext", subject="form_id"),
        Tracked("formentry", subject="party_id", hidden=_PRIVATE),
        Tracked("formdifference", subject="party_id", hidden=("there", "given")),
        GateFunction("form_tenant(text)", FIND, ["capture_form", "tenant"], ["rapport_app"]),
    ]
