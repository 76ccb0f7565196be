from django.db import migrations

from rapport.kernel.audit.schema import Tracked
from rapport.kernel.tenancy.schema import TenantForeignKey, TenantTable


class Migration(migrations.Migration):
    dependencies = [("products", "0001_initial"), ("tenancy", "0002_walls"), ("audit", "0002_walls")]

    operations = [
        TenantTable("category"),
        TenantTable("product"),
        TenantForeignKey("category", "parent"),
        TenantForeignKey("product", "category"),
        Tracked("category"),
        Tracked("product"),
    ]
