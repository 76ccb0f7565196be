import django.db.models.deletion
from django.db import migrations, models

import rapport.kernel.ids
import rapport.kernel.tenancy.scope
from rapport.kernel.tenancy.schema import TenantForeignKey, TenantTable

ID = models.UUIDField(default=rapport.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)
TENANT = models.UUIDField(default=rapport.kernel.tenancy.scope.current_tenant_id, editable=False)


class Migration(migrations.Migration):
    initial = True
    dependencies = [("party", "0007_who_entered")]

    operations = [
        migrations.CreateModel(
            name="Flaw",
            fields=[
                ("id", ID),
                ("tenant_id", TENANT),
                ("reason", models.CharField(db_collation="C", max_length=40)),
                ("found_at", models.DateTimeField()),
                ("mended_at", models.DateTimeField(null=True)),
                (
                    "party",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="party.party",
                    ),
                ),
            ],
            options={
                "db_table": "quality_flaw",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "party", "reason"), name="quality_flaw_once")
                ],
                "indexes": [
                    models.Index(
                        fields=("tenant_id", "reason", "party"),
                        name="quality_flaw_open",
                        condition=models.Q(("mended_at__isnull", True)),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Score",
            fields=[
                ("id", ID),
                ("tenant_id", TENANT),
                ("part", models.CharField(db_collation="C", max_length=10)),
                ("key", models.CharField(db_collation="C", max_length=40)),
                ("field", models.CharField(db_collation="C", max_length=20)),
                ("total", models.BigIntegerField()),
                ("filled", models.BigIntegerField()),
                ("valid", models.BigIntegerField()),
                ("as_of", models.DateTimeField()),
            ],
            options={
                "db_table": "quality_score",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant_id", "part", "key", "field"), name="quality_score_once"
                    )
                ],
            },
        ),
        TenantTable("Flaw"),
        TenantForeignKey("Flaw", "party", on_delete="cascade"),
        TenantTable("Score"),
    ]
