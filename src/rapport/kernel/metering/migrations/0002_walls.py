from django.db import migrations

from rapport.kernel.tenancy.schema import RegisterTable, TenantTable

PLANS = """
grant select on plan to rapport_app;
insert into plan (code, name, price_minor, currency, quotas) values ('standard', 'Standard', 0, 'EUR', '{}');
"""


class Migration(migrations.Migration):
    dependencies = [("metering", "0001_initial"), ("tenancy", "0002_walls")]

    operations = [
        TenantTable("usage"),
        RegisterTable("plan"),
        migrations.RunSQL(PLANS, migrations.RunSQL.noop),
    ]
