from django.db import migrations

from rapport.kernel.audit.schema import Tracked
from rapport.kernel.tenancy.schema import TENANT, TenantForeignKey, TenantTable

# The ledger of consents takes no deletions from the app. Undoing an import takes back exactly the lines it brought:
# this function, with the owner's rights, removes those of one ended import and no other.
FORGET = f"""
create function intake_take_back_consents(wanted uuid) returns int
language sql security definer set search_path = public, pg_temp as $$
    with gone as (
        delete from consent c
         where c.tenant_id = {TENANT} and c.batch_id = wanted
           and exists (select 1 from import i where i.tenant_id = {TENANT} and i.id = wanted
                          and i.status in ('done', 'cancelled', 'failed'))
        returning 1
    )
    select count(*)::int from gone
$$;
revoke all on function intake_take_back_consents(uuid) from public;
grant execute on function intake_take_back_consents(uuid) to rapport_app;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0001_initial"),
        ("audit", "0002_walls"),
        ("consent", "0002_walls"),
        ("party", "0002_walls"),
        ("timeline", "0002_walls"),
    ]

    operations = [
        TenantTable("import"),
        TenantTable("importchunk"),
        TenantTable("importreject"),
        TenantTable("importpreset"),
        TenantForeignKey("importchunk", "import_run", on_delete="cascade"),
        TenantForeignKey("importreject", "import_run", on_delete="cascade"),
        Tracked("import"),
        Tracked("importpreset"),
        migrations.RunSQL(FORGET, "drop function intake_take_back_consents(uuid)"),
    ]
