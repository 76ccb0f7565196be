from django.db import migrations

from rapport.kernel.audit.schema import Tracked
from rapport.kernel.tenancy.schema import TenantForeignKey, TenantTable

# Deliveries are a ledger of their own, and versions of customers are no business record: neither needs history.


class Migration(migrations.Migration):
    dependencies = [("shops", "0001_initial"), ("identity", "0002_walls"), ("audit", "0002_walls")]

    operations = [
        TenantTable("shopconnection"),
        TenantTable("shopdelivery"),
        TenantTable("shopcustomer", key=("connection_id", "external_id")),
        TenantForeignKey("shopconnection", "unit"),
        TenantForeignKey("shopdelivery", "connection", on_delete="cascade"),
        TenantForeignKey("shopcustomer", "connection", on_delete="cascade"),
        Tracked("shopconnection", hidden=("secret",)),
    ]
