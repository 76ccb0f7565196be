from django.db import migrations

from rapport.kernel.tenancy.schema import TenantForeignKey, TenantTable


class Migration(migrations.Migration):
    dependencies = [("journeys", "0003_letters_and_dry_runs"), ("party", "0002_walls")]

    operations = [
        TenantTable("journeylink", key=("journey_id", "number")),
        TenantTable("journeyanswer"),
        TenantTable("journeyrehearsal"),
        TenantTable("journeyrehearsed"),
        TenantForeignKey("journeylink", "journey", on_delete="cascade"),
        TenantForeignKey("journeyanswer", "journey", on_delete="cascade"),
        TenantForeignKey("journeyanswer", "party", on_delete="cascade"),
        TenantForeignKey("journeyrehearsal", "journey", on_delete="cascade"),
        TenantForeignKey("journeyrehearsed", "rehearsal", on_delete="cascade"),
        TenantForeignKey("journeyrehearsed", "party", on_delete="cascade"),
    ]
