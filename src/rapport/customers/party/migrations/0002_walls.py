from django.db import migrations

from rapport.kernel.audit.schema import Tracked
from rapport.kernel.tenancy.schema import TenantForeignKey, TenantTable

# Insights are a ledger of their own (the newest is current, the older stay), so their history is not kept twice.


class Migration(migrations.Migration):
    dependencies = [("party", "0001_initial"), ("identity", "0002_walls"), ("audit", "0002_walls")]

    operations = [
        TenantTable("party"),
        TenantTable("partyrole", key=("party_id", "role")),
        TenantTable("contactpoint", key=("party_id", "id")),
        TenantTable("externalid", key=("system", "external_id")),
        TenantTable("address", key=("party_id", "id")),
        TenantTable("relation", key=("from_party_id", "to_party_id", "kind")),
        TenantTable("tag"),
        TenantTable("partytag", key=("party_id", "tag_id")),
        TenantTable("insight", key=("party_id", "id")),
        TenantTable("handover", key=("party_id", "id"), rights="select, insert"),
        TenantForeignKey("party", "unit"),
        TenantForeignKey("party", "merged_into"),
        *(
            TenantForeignKey(model, "party", on_delete="cascade")
            for model in ("partyrole", "contactpoint", "externalid", "address", "partytag", "insight", "handover")
        ),
        TenantForeignKey("partytag", "tag", on_delete="cascade"),
        TenantForeignKey("relation", "from_party", on_delete="cascade"),
        TenantForeignKey("relation", "to_party", on_delete="cascade"),
        Tracked("party"),
        Tracked("tag"),
        Tracked("relation", subject="from_party_id"),
        *(
            Tracked(model, subject="party_id")
            for model in ("partyrole", "contactpoint", "externalid", "address", "partytag", "handover")
        ),
    ]
