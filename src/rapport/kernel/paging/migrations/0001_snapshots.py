import django.contrib.postgres.fields
from django.db import migrations, models

import rapport.kernel.ids
import rapport.kernel.tenancy.scope
from rapport.kernel.tenancy.schema import TenantTable


class Migration(migrations.Migration):
    initial = True
    dependencies = [("tenancy", "0002_walls")]

    operations = [
        migrations.CreateModel(
            name="Snapshot",
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
                ("member_id", models.UUIDField()),
                ("asked", models.CharField(db_collation="C", max_length=64)),
                ("ids", django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
                ("expires_at", models.DateTimeField()),
            ],
            options={"db_table": "list_snapshot"},
        ),
        TenantTable("snapshot", key=("member_id", "id")),
    ]
