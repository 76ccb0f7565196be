from django.db import migrations

from rapport.kernel.tenancy.schema import TenantTable


class Migration(migrations.Migration):
    dependencies = [("value", "0001_initial"), ("tenancy", "0002_walls")]
    operations = [
        TenantTable("CustomerWorth", key=("party_id",)),
        TenantTable("WorthSummary"),
    ]
