from django.db import migrations, models

import rapport.kernel.ids
import rapport.kernel.tenancy.scope
from rapport.kernel.tenancy.schema import TenantTable


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_walls"), ("tenancy", "0002_walls")]

    operations = [
        migrations.CreateModel(
            "Origin",
            [
                ("id", models.UUIDField(primary_key=True, default=rapport.kernel.ids.new_id, editable=False)),
                (
                    "tenant_id",
                    models.UUIDField(default=rapport.kernel.tenancy.scope.current_tenant_id, editable=False),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("address", models.CharField(max_length=45)),
                ("agent", models.CharField(max_length=200)),
                ("method", models.CharField(max_length=8)),
                ("path", models.CharField(max_length=200)),
            ],
            options={"db_table": "change_origin"},
        ),
        # What was written once is neither changed nor taken away.
        TenantTable("origin", rights="select, insert"),
    ]
