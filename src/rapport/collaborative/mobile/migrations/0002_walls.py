from django.db import migrations

from rapport.kernel.audit.schema import Tracked
from rapport.kernel.tenancy.schema import TenantTable


class Migration(migrations.Migration):
    dependencies = [("mobile", "0001_initial"), ("tenancy", "0002_walls"), ("audit", "0002_walls")]

    operations = [
        TenantTable("smslink"),
        TenantTable("smsfragment", key=("account_id", "sender", "reference", "total", "position")),
        Tracked("smslink", hidden=("secret",)),
    ]
