import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import rapport.kernel.ids
import rapport.kernel.tenancy.scope
from rapport.kernel.tenancy.schema import TenantForeignKey, TenantTable


def own() -> list[tuple[str, models.Field]]:
    return [
        (
            "id",
            models.UUIDField(
                default=rapport.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
            ),
        ),
        ("tenant_id", models.UUIDField(default=rapport.kernel.tenancy.scope.current_tenant_id, editable=False)),
    ]


class Migration(migrations.Migration):
    initial = True
    dependencies = [("tenancy", "0002_walls")]

    operations = [
        migrations.CreateModel(
            name="BulkRun",
            fields=[
                *own(),
                ("kind", models.CharField(db_collation="C", max_length=60)),
                ("action", models.CharField(db_collation="C", max_length=60)),
                ("values", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("done", "Done"),
                            ("cancelled", "Cancelled"),
                            ("undoing", "Undoing"),
                            ("undone", "Undone"),
                        ],
                        db_collation="C",
                        default="waiting",
                        max_length=12,
                    ),
                ),
                ("total", models.IntegerField(default=0)),
                ("done", models.IntegerField(default=0)),
                ("refused", models.IntegerField(default=0)),
                ("refusals", models.JSONField(default=list)),
                ("batch_id", models.UUIDField()),
                ("undo_batch_id", models.UUIDField(null=True)),
                ("job_id", models.UUIDField(null=True)),
                ("created_by_id", models.UUIDField(null=True)),
                ("created_at", models.DateTimeField()),
            ],
            options={"db_table": "bulk_run"},
        ),
        migrations.CreateModel(
            name="BulkPart",
            fields=[
                *own(),
                (
                    "run",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="bulk.bulkrun",
                    ),
                ),
                ("number", models.IntegerField()),
                ("ids", django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
                ("done_at", models.DateTimeField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
            ],
            options={"db_table": "bulk_part"},
        ),
        TenantTable("bulkrun"),
        TenantTable("bulkpart", key=("run_id", "number")),
        TenantForeignKey("bulkpart", "run", on_delete="cascade"),
    ]
