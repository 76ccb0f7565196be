from django.db import migrations

from rapport.kernel.audit.schema import Tracked
from rapport.kernel.tenancy.schema import TenantForeignKey, TenantTable


class Migration(migrations.Migration):
    dependencies = [("likeness", "0001_initial"), ("party", "0002_walls")]

    operations = [
        TenantTable("likenesssearch"),
        TenantTable("likelypair"),
        TenantForeignKey("likelypair", "low", on_delete="cascade"),
        TenantForeignKey("likelypair", "high", on_delete="cascade"),
        TenantForeignKey("likelypair", "search"),
        Tracked("likelypair", subject="low_id"),
    ]
