from django.db import migrations

from rapport.kernel.audit.schema import Tracked
from rapport.kernel.tenancy.schema import TENANT, TenantForeignKey, TenantTable

# A merge re-homes the rows of the ledger; nothing else in them may ever change.
REHOME = "grant update (party_id) on consent to rapport_app"

# The present state: the last statement of each party for each purpose, channel and address.
PRESENT = f"""
create view consent_present with (security_invoker = true) as
select distinct on (tenant_id, party_id, purpose, channel, contact) *
  from consent where tenant_id = {TENANT}
 order by tenant_id, party_id, purpose, channel, contact, at desc, id desc;
grant select on consent_present to rapport_app;
"""


class Migration(migrations.Migration):
    dependencies = [("consent", "0001_initial"), ("party", "0002_walls")]

    operations = [
        TenantTable("consent", key=("party_id", "id"), rights="select, insert"),
        TenantTable("preference", key=("party_id",)),
        TenantForeignKey("consent", "party", on_delete="cascade"),
        TenantForeignKey("preference", "party", on_delete="cascade"),
        migrations.RunSQL(REHOME, migrations.RunSQL.noop),
        migrations.RunSQL(PRESENT, "drop view consent_present"),
        Tracked("consent", subject="party_id"),
        Tracked("preference", subject="party_id"),
    ]
