from django.db import migrations

from rapport.kernel.audit.schema import Tracked
from rapport.kernel.tenancy.schema import TenantForeignKey, TenantTable


class Migration(migrations.Migration):
    dependencies = [("prospects", "0001_initial"), ("party", "0002_walls"), ("audit", "0002_walls")]

    operations = [
        TenantTable("prospect"),
        TenantForeignKey("prospect", "party", on_delete="cascade"),
        Tracked("prospect", subject="party_id"),
    ]
