from django.db import migrations

from rapport.kernel.audit.schema import Tracked
from rapport.kernel.tenancy.schema import TenantForeignKey, TenantTable


class Migration(migrations.Migration):
    dependencies = [("matching", "0001_initial"), ("party", "0002_walls")]

    operations = [
        TenantTable("matchrule"),
        TenantTable("merge"),
        TenantTable("mergemove", key=("merge_id", "id")),
        TenantForeignKey("merge", "survivor"),
        TenantForeignKey("merge", "merged"),
        TenantForeignKey("mergemove", "merge", on_delete="cascade"),
        Tracked("matchrule"),
        Tracked("merge", subject="survivor_id"),
        Tracked("mergemove", subject="merge_id"),
    ]
