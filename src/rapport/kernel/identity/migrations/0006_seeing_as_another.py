import django.db.models.deletion
from django.db import migrations, models

import rapport.kernel.ids
import rapport.kernel.tenancy.scope
from rapport.kernel.audit.schema import Tracked
from rapport.kernel.tenancy.schema import TenantForeignKey, TenantTable

MEMBER = {
    "db_constraint": False,
    "db_index": False,
    "on_delete": django.db.models.deletion.CASCADE,
    "related_name": "+",
    "to": "identity.member",
}


class Migration(migrations.Migration):
    dependencies = [("identity", "0005_members_are_listed_by_name")]

    operations = [
        migrations.CreateModel(
            name="Seeing",
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
                ("began_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("viewer", models.ForeignKey(**MEMBER)),
                ("member", models.ForeignKey(**MEMBER)),
            ],
            options={"db_table": "seeing"},
        ),
        TenantTable("seeing"),
        TenantForeignKey("seeing", "viewer", on_delete="cascade"),
        TenantForeignKey("seeing", "member", on_delete="cascade"),
        Tracked("seeing", subject="member_id"),
    ]
