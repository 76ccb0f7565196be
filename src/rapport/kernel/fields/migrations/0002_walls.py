from django.db import migrations

from rapport.kernel.audit.schema import Tracked
from rapport.kernel.tenancy.schema import TenantForeignKey, TenantTable

ONE_VALUE = """
alter table field_value add constraint field_value_one
      check (num_nonnulls(words, number, day, moment, choice_id) = 1)
"""


class Migration(migrations.Migration):
    dependencies = [("fields", "0001_initial"), ("tenancy", "0002_walls"), ("audit", "0002_walls")]

    operations = [
        TenantTable("fielddefinition"),
        TenantTable("fieldchoice"),
        TenantTable("fieldvalue", key=("record_id", "field_id")),
        TenantForeignKey("fieldchoice", "field", on_delete="cascade"),
        TenantForeignKey("fieldvalue", "field", on_delete="cascade"),
        TenantForeignKey("fieldvalue", "choice"),
        migrations.RunSQL(ONE_VALUE, migrations.RunSQL.noop),
        Tracked("fielddefinition"),
        Tracked("fieldchoice", subject="field_id"),
        Tracked("fieldvalue", subject="record_id"),
    ]
