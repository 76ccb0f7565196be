from django.db import migrations

from rapport.kernel.tenancy.schema import TenantForeignKey, TenantTable


class Migration(migrations.Migration):
    dependencies = [("visitors", "0001_initial"), ("party", "0002_walls")]

    operations = [
        TenantTable("visitorlink", key=("visitor_id", "party_id")),
        TenantForeignKey("visitorlink", "party", on_delete="cascade"),
    ]
