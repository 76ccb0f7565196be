from django.db import migrations

from rapport.kernel.audit.schema import Tracked
from rapport.kernel.tenancy.schema import TenantForeignKey, TenantTable


class Migration(migrations.Migration):
    dependencies = [("journeys", "0001_initial"), ("party", "0002_walls"), ("audit", "0002_walls")]

    operations = [
        TenantTable("journey"),
        TenantTable("journeyedit", key=("journey_id", "number")),
        TenantTable("journeyversion"),
        TenantTable("journeytraveller"),
        TenantTable("journeyeffect"),
        TenantTable("journeycount", key=("version_id", "node", "way")),
        TenantForeignKey("journey", "unit"),
        TenantForeignKey("journeyedit", "journey", on_delete="cascade"),
        TenantForeignKey("journeyversion", "journey", on_delete="cascade"),
        TenantForeignKey("journeytraveller", "journey", on_delete="cascade"),
        TenantForeignKey("journeytraveller", "version", on_delete="cascade"),
        TenantForeignKey("journeytraveller", "party", on_delete="cascade"),
        TenantForeignKey("journeyeffect", "traveller", on_delete="cascade"),
        TenantForeignKey("journeyeffect", "party", on_delete="cascade"),
        TenantForeignKey("journeycount", "version", on_delete="cascade"),
        Tracked("journey"),
        Tracked("journeyversion", subject="journey_id"),
    ]
