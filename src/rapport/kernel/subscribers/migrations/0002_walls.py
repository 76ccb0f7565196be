from django.db import migrations

from rapport.kernel.audit.schema import Tracked
from rapport.kernel.tenancy.schema import GateFunction, TenantForeignKey, TenantTable

WANTED = """
create function subscriber_wanted() returns table (tenant_id uuid, fact text)
language sql stable security definer set search_path = public, pg_temp as $$
    select distinct s.tenant_id, f from subscriber s join tenant t on t.id = s.tenant_id,
           unnest(s.facts) f
     where s.active and t.status = 'active'
$$
"""


class Migration(migrations.Migration):
    dependencies = [("subscribers", "0001_initial"), ("tenancy", "0002_walls"), ("audit", "0002_walls")]

    operations = [
        TenantTable("subscriber"),
        TenantTable("subscriberhealth", key=("subscriber_id",)),
        TenantTable("subscriberdispatch"),
        TenantTable("dispatchattempt"),
        TenantForeignKey("subscriberhealth", "subscriber", on_delete="cascade"),
        TenantForeignKey("subscriberdispatch", "subscriber", on_delete="cascade"),
        TenantForeignKey("dispatchattempt", "dispatch", on_delete="cascade"),
        Tracked("subscriber", hidden=("secret", "former_secret")),
        GateFunction("subscriber_wanted()", WANTED, ["subscriber", "tenant"], ["rapport_relay"]),
    ]
