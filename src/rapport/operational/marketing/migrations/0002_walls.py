from django.db import migrations

from rapport.kernel.audit.schema import Tracked
from rapport.kernel.tenancy.schema import TenantForeignKey, TenantTable


class Migration(migrations.Migration):
    dependencies = [("marketing", "0001_initial"), ("party", "0002_walls"), ("audit", "0002_walls")]

    operations = [
        TenantTable("campaign"),
        TenantTable("campaignvariant", key=("campaign_id", "id")),
        TenantTable("campaignrecipient"),
        TenantTable("campaignlink", key=("campaign_id", "number")),
        TenantTable("campaignresponse"),
        TenantForeignKey("campaign", "unit"),
        TenantForeignKey("campaignvariant", "campaign", on_delete="cascade"),
        TenantForeignKey("campaignrecipient", "campaign", on_delete="cascade"),
        TenantForeignKey("campaignrecipient", "party", on_delete="cascade"),
        TenantForeignKey("campaignlink", "campaign", on_delete="cascade"),
        TenantForeignKey("campaignresponse", "campaign", on_delete="cascade"),
        TenantForeignKey("campaignresponse", "party", on_delete="cascade"),
        Tracked("campaign"),
        Tracked("campaignvariant", subject="campaign_id"),
    ]
