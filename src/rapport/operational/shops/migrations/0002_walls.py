from django.db import migrations

from rapport.kernel.audit.schema import Tracked
from rapport.kernel.tenancy.schema import TenantForeignKey, TenantTable

# Versions of customers are no business record, so they need no history.


class Migration(migrations.Migration):
    dependencies = [
        ("shops", "0001_initial"),
        ("webhooks", "0002_walls"),
        ("identity", "0002_walls"),
        ("audit", "0002_walls"),
    ]

    operations = [
        TenantTable("shopconnection"),
        TenantTable("shopcustomer", key=("connection_id", "external_id")),
        TenantForeignKey("shopconnection", "endpoint", on_delete="cascade"),
        TenantForeignKey("shopconnection", "unit"),
        TenantForeignKey("shopcustomer", "connection", on_delete="cascade"),
        Tracked("shopconnection"),
    ]
