import django.db.models.deletion
from django.db import migrations, models

import rapport.kernel.ids
import rapport.kernel.tenancy.scope
from rapport.kernel.audit.schema import Tracked
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
    dependencies = [("tenancy", "0002_walls"), ("audit", "0002_walls")]

    operations = [
        migrations.CreateModel(
            name="View",
            fields=[
                *own(),
                ("kind", models.CharField(db_collation="C", max_length=60)),
                ("name", models.CharField(max_length=80)),
                ("query", models.CharField(max_length=6000)),
                ("shared", models.CharField(db_collation="C", default="own", max_length=4)),
                ("owner_id", models.UUIDField()),
                ("unit_id", models.UUIDField(null=True)),
                ("version", models.IntegerField(default=1)),
                ("created_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "view",
                "indexes": [models.Index(fields=["tenant_id", "kind", "id"], name="view_kind")],
            },
        ),
        migrations.CreateModel(
            name="ViewMark",
            fields=[
                *own(),
                ("member_id", models.UUIDField()),
                (
                    "view",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="views.view",
                    ),
                ),
                ("pinned", models.BooleanField(default=False)),
                ("standard", models.BooleanField(default=False)),
            ],
            options={"db_table": "view_mark"},
        ),
        TenantTable("view"),
        TenantTable("viewmark", key=("member_id", "view_id")),
        TenantForeignKey("viewmark", "view", on_delete="cascade"),
        Tracked("view"),
    ]
