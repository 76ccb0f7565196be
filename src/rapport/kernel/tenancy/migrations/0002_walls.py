from django.db import migrations

from rapport.kernel.tenancy.schema import TENANT, RegisterTable

OWN_ROW = f"""
alter table tenant enable row level security, force row level security;
create policy register on tenant to rapport_accounts using (true) with check (true);
create policy owner on tenant to current_user using (true) with check (true);
create policy own on tenant for select to rapport_app using (id = {TENANT});
grant select on tenant to rapport_app;
grant select on django_migrations to rapport_app, rapport_accounts, rapport_relay;
"""


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0001_initial")]

    operations = [RegisterTable("tenant"), migrations.RunSQL(OWN_ROW, migrations.RunSQL.noop)]
