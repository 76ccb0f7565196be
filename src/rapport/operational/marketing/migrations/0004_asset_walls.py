from django.db import migrations

from rapport.kernel.audit.schema import Tracked
from rapport.kernel.tenancy.schema import GateFunction, TenantForeignKey, TenantTable

PICTURE = """
create function campaign_picture_tenant(word text) returns uuid
language sql stable security definer set search_path = public, pg_temp as $$
    select a.tenant_id from campaign_asset a join tenant t on t.id = a.tenant_id
     where a.token = word and t.status = 'active'
$$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("marketing", "0003_assets"),
        ("party", "0002_walls"),
        ("tenancy", "0002_walls"),
        ("audit", "0002_walls"),
    ]

    operations = [
        TenantTable("campaignasset"),
        TenantTable("campaignlead"),
        TenantForeignKey("campaignlead", "campaign", on_delete="cascade"),
        TenantForeignKey("campaignlead", "party", on_delete="cascade"),
        Tracked("campaignasset"),
        GateFunction("campaign_picture_tenant(text)", PICTURE, ["campaign_asset", "tenant"], ["rapport_app"]),
    ]
