from django.db import migrations

from rapport.kernel.audit.schema import Tracked
from rapport.kernel.tenancy.schema import GateFunction, TenantForeignKey, TenantTable

FIND = """
create function webhook_tenant(wanted uuid) returns uuid
language sql stable security definer set search_path = public, pg_temp as $$
    select e.tenant_id from webhook_endpoint e join tenant t on t.id = e.tenant_id
     where e.id = wanted and e.active and t.status = 'active'
$$
"""


class Migration(migrations.Migration):
    dependencies = [("webhooks", "0001_initial"), ("tenancy", "0002_walls"), ("audit", "0002_walls")]

    operations = [
        TenantTable("webhookendpoint"),
        TenantTable("webhookdelivery"),
        TenantTable("webhookversion", key=("endpoint_id", "subject")),
        TenantForeignKey("webhookdelivery", "endpoint", on_delete="cascade"),
        TenantForeignKey("webhookversion", "endpoint", on_delete="cascade"),
        migrations.RunSQL("create index webhook_endpoint_id on webhook_endpoint (id)", migrations.RunSQL.noop),
        Tracked("webhookendpoint", hidden=("secret", "former_secret")),
        GateFunction("webhook_tenant(uuid)", FIND, ["webhook_endpoint", "tenant"], ["rapport_app"]),
    ]
