from django.db import migrations, models
from django.db.migrations.state import ProjectState

from rapport.kernel.tenancy.schema import GateFunction

TABLES, CALLERS = ["event_source", "tenant"], ["rapport_app"]
SIGNATURE = "event_source_holder(bytea)"
BEFORE = """
create function event_source_holder(wanted bytea)
returns table (tenant_id uuid, source_id uuid, kind text, origins text[], per_minute int, secret bytea)
language sql stable security definer set search_path = public, pg_temp as $$
    select s.tenant_id, s.id, s.kind, s.origins, s.per_minute, s.secret
      from event_source s join tenant t on t.id = s.tenant_id
     where s.digest = wanted and s.active and t.status = 'active'
$$
"""
HOLDER = """
create function event_source_holder(wanted bytea)
returns table (tenant_id uuid, source_id uuid, kind text, origins text[], per_minute int, secret bytea,
               system text)
language sql stable security definer set search_path = public, pg_temp as $$
    select s.tenant_id, s.id, s.kind, s.origins, s.per_minute, s.secret, s.system
      from event_source s join tenant t on t.id = s.tenant_id
     where s.digest = wanted and s.active and t.status = 'active'
$$
"""


class Migration(migrations.Migration):
    dependencies = [("ingest", "0003_event_files")]

    operations = [
        migrations.AddField(
            "eventsource", "system", models.CharField(max_length=60, default="shop", db_collation="C")
        ),
        # What a function returns cannot be replaced: the gate is opened anew.
        migrations.RunSQL(
            f"drop function {SIGNATURE}",
            list(GateFunction(SIGNATURE, BEFORE, TABLES, CALLERS).build(ProjectState(), "ingest")),
        ),
        GateFunction(SIGNATURE, HOLDER, TABLES, CALLERS),
    ]
