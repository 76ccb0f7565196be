from django.db import migrations

from rapport.kernel.audit.schema import Tracked
from rapport.kernel.tenancy.schema import TenantTable


class Migration(migrations.Migration):
    dependencies = [("tariffs", "0001_initial"), ("tenancy", "0002_walls"), ("audit", "0002_walls")]

    operations = [
        TenantTable("servicenumber"),
        TenantTable("messagetariff"),
        TenantTable("messagebudget"),
        TenantTable("messagecharge"),
        TenantTable("messagespend"),
        Tracked("servicenumber"),
        Tracked("messagetariff"),
        Tracked("messagebudget"),
    ]
