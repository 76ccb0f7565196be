from django.db import migrations

from rapport.kernel.tenancy.schema import TENANT

OWN = f"""
create policy own_change on tenant for update to rapport_app using (id = {TENANT}) with check (id = {TENANT});
grant update (name, currency, zone, locale, country) on tenant to rapport_app;
"""
BACK = """
revoke update (name, currency, zone, locale, country) on tenant from rapport_app;
drop policy own_change on tenant;
"""


class Migration(migrations.Migration):
    """A business changes its own name, currency, zone, language and country; never its plan or its status."""

    dependencies = [("tenancy", "0002_walls")]

    operations = [migrations.RunSQL(OWN, BACK)]
