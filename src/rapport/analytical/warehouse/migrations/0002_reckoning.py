"""Months as marts and source rows sum them up."""

from django.db import migrations, models

import rapport.kernel.ids
import rapport.kernel.tenancy.scope
from rapport.kernel.tenancy.schema import TenantTable


class Migration(migrations.Migration):

    dependencies = [("warehouse", "0001_builds")]

    operations = [
        migrations.CreateModel(
            name="ReckonedMonth",
            fields=[
                ("id", models.UUIDField(default=rapport.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("tenant_id", models.UUIDField(default=rapport.kernel.tenancy.scope.current_tenant_id, editable=False)),
                ("ledger", models.CharField(db_collation="C", max_length=40)),
                ("month", models.DateField()),
                ("currency", models.CharField(db_collation="C", max_length=3)),
                ("records", models.BigIntegerField()),
                ("minor", models.BigIntegerField()),
                ("source_records", models.BigIntegerField()),
                ("source_minor", models.BigIntegerField()),
                ("reckoned_at", models.DateTimeField()),
            ],
            options={
                "db_table": "mart_reckoned_month",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant_id", "ledger", "month", "currency"), name="mart_reckoned_month_once"
                    )
                ],
            },
        ),
        TenantTable("ReckonedMonth"),
    ]
