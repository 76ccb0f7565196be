from django.db import migrations

from rapport.kernel.audit.schema import Tracked
from rapport.kernel.tenancy.schema import GateFunction, TenantForeignKey, TenantTable

HOLDER = """
create function event_source_holder(wanted bytea)
returns table (tenant_id uuid, source_id uuid, kind text, origins text[], per_minute int, secret bytea)
language sql stable security definer set search_path = public, pg_temp as $$
    select s.tenant_id, s.id, s.kind, s.origins, s.per_minute, s.secret
      from event_source s join tenant t on t.id = s.tenant_id
     where s.digest = wanted and s.active and t.status = 'active'
$$
"""


class Migration(migrations.Migration):
    dependencies = [("ingest", "0001_initial"), ("tenancy", "0002_walls"), ("audit", "0002_walls")]

    operations = [
        TenantTable("eventsource"),
        TenantTable("sourceday", key=("source_id", "day", "slot")),
        TenantTable("eventname", key=("name",)),
        TenantTable("rejectedevent"),
        TenantForeignKey("sourceday", "source", on_delete="cascade"),
        TenantForeignKey("rejectedevent", "source", on_delete="cascade"),
        Tracked("eventsource", hidden=("secret", "digest")),
        GateFunction(
            "event_source_holder(bytea)", HOLDER, ["event_source", "tenant"], ["rapport_app"]
        ),
    ]
