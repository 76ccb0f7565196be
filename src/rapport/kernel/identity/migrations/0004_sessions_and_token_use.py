import django.db.models.deletion
from django.db import migrations, models

import rapport.kernel.ids
import rapport.kernel.tenancy.scope
from rapport.kernel.tenancy.schema import RegisterTable, TenantForeignKey, TenantTable


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0003_sign_in"),
        ("usersessions", "0001_initial"),
    ]

    operations = [
        RegisterTable("usersessions_usersession"),
        migrations.RemoveField(model_name="apitoken", name="last_used_at"),
        migrations.CreateModel(
            name="TokenUse",
            fields=[
                ("id", models.UUIDField(default=rapport.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("tenant_id", models.UUIDField(default=rapport.kernel.tenancy.scope.current_tenant_id, editable=False)),
                ("at", models.DateTimeField()),
                ("address", models.CharField(max_length=45)),
                ("agent", models.CharField(max_length=200)),
                ("token", models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="identity.apitoken")),
            ],
            options={"db_table": "token_use"},
        ),
        TenantTable("tokenuse", key=("token_id",)),
        TenantForeignKey("tokenuse", "token", on_delete="cascade"),
    ]
