from django.db import migrations, models

import rapport.kernel.ids
import rapport.kernel.tenancy.scope
from rapport.kernel.tenancy.schema import TenantTable


class Migration(migrations.Migration):
    initial = True
    dependencies = [("tenancy", "0002_walls")]

    operations = [
        migrations.CreateModel(
            name="Notice",
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
                ("kind", models.CharField(db_collation="C", max_length=40)),
                ("key", models.CharField(db_collation="C", max_length=120)),
                ("subject_id", models.UUIDField()),
                ("values", models.JSONField(default=dict)),
                ("actor_id", models.UUIDField(null=True)),
                ("created_at", models.DateTimeField()),
                ("read_at", models.DateTimeField(null=True)),
                ("mailed_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "notice",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant_id", "member_id", "kind", "key"), name="notice_once"
                    )
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("read_at__isnull", True)),
                        fields=["tenant_id", "member_id", "id"],
                        name="notice_unread",
                    ),
                    models.Index(fields=["tenant_id", "created_at"], name="notice_age"),
                ],
            },
        ),
        TenantTable("notice", key=("member_id", "id")),
    ]
