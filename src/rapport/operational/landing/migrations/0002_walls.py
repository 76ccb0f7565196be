from django.db import migrations

from rapport.kernel.audit.schema import Tracked
from rapport.kernel.tenancy.schema import GateFunction, TenantForeignKey, TenantTable

FIND = """
create function site_tenant(wanted text) returns uuid
language sql stable security definer set search_path = public, pg_temp as $$
    select id from tenant where slug = wanted and status = 'active'
$$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("landing", "0001_initial"),
        ("party", "0002_walls"),
        ("tenancy", "0002_walls"),
        ("audit", "0002_walls"),
    ]

    operations = [
        TenantTable("sitepiece"),
        TenantTable("sitewords", key=("piece_id", "id")),
        TenantTable("siteday", key=("piece_id", "day", "code")),
        TenantTable("sitemeeting"),
        TenantTable("siteentry"),
        TenantForeignKey("sitepiece", "unit"),
        TenantForeignKey("sitewords", "piece", on_delete="cascade"),
        TenantForeignKey("siteday", "piece", on_delete="cascade"),
        TenantForeignKey("sitemeeting", "piece", on_delete="cascade"),
        TenantForeignKey("sitemeeting", "party", on_delete="cascade"),
        TenantForeignKey("siteentry", "piece", on_delete="cascade"),
        Tracked("sitepiece"),
        Tracked("sitewords", subject="piece_id"),
        GateFunction("site_tenant(text)", FIND, ["tenant"], ["rapport_app"]),
    ]
