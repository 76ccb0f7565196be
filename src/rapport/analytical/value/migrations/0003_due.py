import rapport.kernel.ids
import rapport.kernel.tenancy.scope
from django.db import migrations, models

from rapport.kernel.tenancy.schema import TenantTable


class Migration(migrations.Migration):
    dependencies = [("value", "0002_walls")]
    operations = [
        migrations.CreateModel(
            name="WorthDue",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rapport.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "tenant_id",
                    models.UUIDField(default=rapport.kernel.tenancy.scope.current_tenant_id, editable=False),
                ),
                ("party_id", models.UUIDField()),
            ],
            options={"db_table": "worth_due"},
        ),
        TenantTable("WorthDue", key=("party_id",)),
    ]
