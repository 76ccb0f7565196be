from django.db import migrations

from rapport.kernel.audit.schema import Tracked
from rapport.kernel.tenancy.schema import TenantForeignKey, TenantTable


class Migration(migrations.Migration):
    dependencies = [("logic", "0001_initial"), ("tenancy", "0002_walls"), ("audit", "0002_walls")]

    operations = [
        TenantTable("logicservice"),
        TenantTable("logicversion"),
        TenantTable("logicform", key=("account_id", "sender")),
        TenantTable("logictrace"),
        TenantForeignKey("logicversion", "service", on_delete="cascade"),
        TenantForeignKey("logicform", "version", on_delete="cascade"),
        TenantForeignKey("logictrace", "service", on_delete="cascade"),
        Tracked("logicservice"),
        Tracked("logicversion", subject="service_id"),
    ]
