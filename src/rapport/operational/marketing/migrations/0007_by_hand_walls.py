from django.db import migrations

from rapport.kernel.audit.schema import Tracked
from rapport.kernel.tenancy.schema import TenantForeignKey, TenantTable


class Migration(migrations.Migration):
    dependencies = [("marketing", "0006_by_hand"), ("party", "0002_walls"), ("audit", "0002_walls")]

    operations = [
        TenantTable("campaignoutcome"),
        TenantForeignKey("campaignoutcome", "campaign", on_delete="cascade"),
        TenantForeignKey("campaignoutcome", "party", on_delete="cascade"),
        Tracked("campaignoutcome", subject="campaign_id"),
    ]
