from django.db import migrations, models

import rapport.kernel.ids
import rapport.kernel.tenancy.scope
from rapport.kernel.tenancy.schema import TenantTable


class Migration(migrations.Migration):
    initial = True
    dependencies = [("tenancy", "0002_walls")]

    operations = [
        migrations.CreateModel(
            name="Recent",
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
                ("kind", models.CharField(db_collation="C", max_length=60)),
                ("record_id", models.UUIDField()),
                ("opened_at", models.DateTimeField()),
            ],
            options={"db_table": "recent"},
        ),
        TenantTable("recent", key=("member_id", "kind", "record_id")),
    ]
