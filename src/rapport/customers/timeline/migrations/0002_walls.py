from django.db import migrations

from rapport.kernel.audit.schema import Tracked
from rapport.kernel.tenancy.schema import TenantForeignKey, TenantTable

MODELS = ("touch", "note", "task", "attachment")


class Migration(migrations.Migration):
    dependencies = [("timeline", "0001_initial"), ("party", "0002_walls")]

    operations = [
        # Read backwards, the key is the timeline: newest first.
        TenantTable("touch", key=("party_id", "at", "id")),
        *(TenantTable(model) for model in ("note", "task", "attachment")),
        *(TenantForeignKey(model, "party", on_delete="cascade") for model in MODELS),
        *(Tracked(model, subject="party_id") for model in MODELS),
    ]
