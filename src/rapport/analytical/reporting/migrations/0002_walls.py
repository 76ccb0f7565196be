from django.db import migrations

from rapport.kernel.audit.schema import Tracked
from rapport.kernel.tenancy.schema import TenantForeignKey, TenantTable


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_initial"), ("tenancy", "0002_walls"), ("audit", "0002_walls")]

    operations = [
        TenantTable("reportschedule"),
        TenantTable("reportrun"),
        TenantTable("metricalert"),
        TenantTable("metricrise"),
        TenantForeignKey("reportrun", "schedule", on_delete="cascade"),
        TenantForeignKey("metricrise", "alert", on_delete="cascade"),
        Tracked("reportschedule"),
        Tracked("metricalert"),
    ]
