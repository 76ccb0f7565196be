from django.db import migrations

from rapport.kernel.audit.schema import Tracked
from rapport.kernel.tenancy.schema import GateFunction, TenantForeignKey, TenantTable

BY_THE_CLOCK = """
create function trigger_by_the_clock() returns table (tenant_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
    select distinct r.tenant_id from live_trigger r join tenant t on t.id = r.tenant_id
     where r.active and r.kind = 'idle' and t.status = 'active'
$$
"""


class Migration(migrations.Migration):
    dependencies = [("realtime", "0001_initial"), ("tenancy", "0002_walls"), ("audit", "0002_walls")]

    operations = [
        TenantTable("liveevent"),
        TenantTable("livevisitor"),
        TenantTable("liveminute", key=("minute", "measure", "name")),
        TenantTable("trigger"),
        TenantTable("triggerfiring", key=("trigger_id", "visitor_id", "window_at")),
        TenantForeignKey("triggerfiring", "trigger", on_delete="cascade"),
        Tracked("trigger"),
        GateFunction(
            "trigger_by_the_clock()", BY_THE_CLOCK, ["live_trigger", "tenant"], ["rapport_relay"]
        ),
    ]
