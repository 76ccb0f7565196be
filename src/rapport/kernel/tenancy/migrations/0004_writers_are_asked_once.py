from django.db import migrations

from rapport.kernel.tenancy.schema import TENANT

ONCE = f"""
do $$
declare one record;
begin
    for one in select schemaname, tablename, policyname from pg_policies
                where schemaname = 'public' and with_check like '(tenant_id = (NULLIF(%'
    loop
        execute format('alter policy %I on %I.%I with check (tenant_id = (select {TENANT.replace("'", "''")}))',
                       one.policyname, one.schemaname, one.tablename);
    end loop;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0003_own_entry")]
    operations = [migrations.RunSQL(ONCE, migrations.RunSQL.noop)]
