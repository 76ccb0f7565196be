from django.db import migrations

from rapport.kernel.audit.schema import Tracked
from rapport.kernel.tenancy.schema import TenantForeignKey, TenantTable


class Migration(migrations.Migration):
    dependencies = [("privacy", "0001_initial"), ("party", "0002_walls"), ("audit", "0002_walls")]

    operations = [
        TenantTable("datarequest"),
        TenantTable("requeststep", key=("request_id", "id"), rights="select, insert, update"),
        TenantTable("suppression"),
        TenantTable("retentionrule"),
        TenantTable("retentionrun", rights="select, insert"),
        TenantForeignKey("datarequest", "party", on_delete="cascade"),
        TenantForeignKey("requeststep", "request", on_delete="cascade"),
        Tracked("datarequest", subject="party_id"),
        Tracked("requeststep", subject="request_id"),
        Tracked("retentionrule"),
    ]
