from django.db import migrations

from rapport.kernel.audit.schema import Tracked
from rapport.kernel.tenancy.schema import TenantForeignKey, TenantTable


class Migration(migrations.Migration):
    dependencies = [("segmentation", "0001_initial"), ("tenancy", "0002_walls"), ("audit", "0002_walls")]

    operations = [
        TenantTable("segment"),
        TenantTable("segmentcount", key=("segment_id",)),
        TenantTable("segmentmember", key=("segment_id", "party_id")),
        TenantTable("segmentmove"),
        TenantTable("segmentday", key=("segment_id", "day")),
        TenantTable("segmentdue", key=("party_id",)),
        *(
            TenantForeignKey(model, "segment", on_delete="cascade")
            for model in ("segmentcount", "segmentmember", "segmentmove", "segmentday")
        ),
        Tracked("segment"),
    ]
