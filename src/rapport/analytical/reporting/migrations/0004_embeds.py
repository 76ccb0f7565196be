import django.contrib.postgres.fields
from django.db import migrations, models

import rapport.kernel.ids
import rapport.kernel.tenancy.scope
from rapport.kernel.audit.schema import Tracked
from rapport.kernel.tenancy.schema import GateFunction, TenantTable

FIND = """
create function report_embed_tenant(wanted text) returns uuid
language sql stable security definer set search_path = public, pg_temp as $$
    select e.tenant_id from report_embed e join tenant t on t.id = e.tenant_id
     where e.key = wanted and e.revoked_at is null and e.expires_at > now() and t.status = 'active'
$$
"""


class Migration(migrations.Migration):
    dependencies = [("reporting", "0003_comments"), ("tenancy", "0002_walls"), ("audit", "0002_walls")]

    operations = [
        migrations.CreateModel(
            name="ReportEmbed",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rapport.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "tenant_id",
                    models.UUIDField(
                        default=rapport.kernel.tenancy.scope.current_tenant_id, editable=False
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("board", models.CharField(db_collation="C", default="", max_length=40)),
                ("question", models.CharField(db_collation="C", default="", max_length=4000)),
                (
                    "sites",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200), size=None
                    ),
                ),
                ("locale", models.CharField(db_collation="C", default="", max_length=16)),
                ("key", models.CharField(db_collation="C", max_length=32)),
                ("owner_id", models.UUIDField()),
                ("owner_kind", models.CharField(db_collation="C", max_length=8)),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "db_table": "report_embed",
                "indexes": [
                    models.Index(fields=["tenant_id", "owner_id", "id"], name="report_embed_owner")
                ],
                "constraints": [models.UniqueConstraint(fields=("key",), name="report_embed_key")],
            },
        ),
        TenantTable("reportembed"),
        Tracked("reportembed", hidden=("key",)),
        GateFunction(
            "report_embed_tenant(text)", FIND, ["report_embed", "tenant"], ["rapport_app"]
        ),
    ]
