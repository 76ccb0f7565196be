import django.contrib.postgres.fields
import rapport.kernel.ids
import rapport.kernel.tenancy.scope
from django.db import migrations, models

from rapport.kernel.audit.schema import Tracked
from rapport.kernel.tenancy.schema import TenantTable


class Migration(migrations.Migration):
    dependencies = [("consent", "0004_moves"), ("audit", "0002_walls")]

    operations = [
        migrations.CreateModel(
            name="ConfirmRuleRow",
            fields=[
                ("id", models.UUIDField(default=rapport.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("tenant_id", models.UUIDField(default=rapport.kernel.tenancy.scope.current_tenant_id, editable=False)),
                ("country", models.CharField(db_collation="C", max_length=2)),
                ("channels", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(db_collation="C", max_length=20), default=list, size=None)),
                ("source", models.CharField(max_length=300)),
                ("updated_at", models.DateTimeField()),
            ],
            options={
                "db_table": "confirm_rule",
                "constraints": [models.UniqueConstraint(fields=("tenant_id", "country"), name="confirm_rule_country")],
            },
        ),
        TenantTable("confirmrulerow"),
        Tracked("confirmrulerow"),
    ]
