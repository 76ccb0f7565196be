import django.db.models.deletion
from django.db import migrations, models
from django.db.migrations.state import ProjectState

import rapport.kernel.ids
import rapport.kernel.tenancy.scope
from rapport.kernel.tenancy.schema import GateFunction, TenantForeignKey, TenantTable

STATES = [
    ("waiting", "Waiting"),
    ("claimed", "Being sent"),
    ("sending", "Being sent"),
    ("uncertain", "Perhaps sent"),
    ("sent", "Sent off"),
    ("delivered", "Delivered"),
    ("read", "Read"),
    ("failed", "Failed"),
    ("refused", "Not sent"),
]
# An account whose other side is slow keeps only its own deliveries waiting, so each is asked for by itself.
WAITING = """
create function channel_waiting(wanted text) returns table (tenant_id uuid, id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
    select a.tenant_id, a.id
      from channel_account a
      join tenant t on t.id = a.tenant_id
     cross join lateral (
        select d.due_at from delivery d
         where d.tenant_id = a.tenant_id and d.account_id = a.id and d.state = 'waiting' and d.due_at <= now()
         order by d.due_at limit 1
     ) first
     where a.active and a.channel = wanted and t.status = 'active'
     order by first.due_at, a.id
$$
"""
BEFORE = """
create function channel_due(wanted text) returns table (tenant_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
    select d.tenant_id from delivery d join tenant t on t.id = d.tenant_id
     where d.state = 'waiting' and d.channel = wanted and d.due_at <= now() and t.status = 'active'
     group by 1 order by min(d.due_at)
$$
"""
TABLES, CALLERS = ["channel_account", "delivery", "tenant"], ["rapport_app"]


class Migration(migrations.Migration):
    dependencies = [("delivery", "0002_walls")]

    operations = [
        migrations.CreateModel(
            name="DeliveryPart",
            fields=[
                ("id", models.UUIDField(default=rapport.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("tenant_id", models.UUIDField(default=rapport.kernel.tenancy.scope.current_tenant_id, editable=False)),
                ("position", models.SmallIntegerField()),
                ("external_id", models.CharField(db_collation="C", max_length=400)),
                ("state", models.CharField(choices=STATES, db_collation="C", default="sent", max_length=10)),
                ("account", models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="delivery.channelaccount")),
                ("delivery", models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="delivery.delivery")),
            ],
            options={"db_table": "delivery_part"},
        ),
        migrations.AddIndex(
            model_name="deliverypart",
            index=models.Index(fields=["tenant_id", "account", "external_id"], name="delivery_part_external"),
        ),
        migrations.RemoveIndex(model_name="delivery", name="delivery_due"),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("state", "waiting")),
                fields=["tenant_id", "account", "due_at", "id"],
                name="delivery_waiting",
            ),
        ),
        TenantTable("deliverypart", key=("delivery_id", "position")),
        TenantForeignKey("deliverypart", "delivery", on_delete="cascade"),
        TenantForeignKey("deliverypart", "account", on_delete="cascade"),
        GateFunction("channel_waiting(text)", WAITING, TABLES, CALLERS),
        migrations.RunSQL(
            "drop function channel_due(text)",
            list(GateFunction("channel_due(text)", BEFORE, TABLES, CALLERS).build(ProjectState(), "delivery")),
        ),
    ]
