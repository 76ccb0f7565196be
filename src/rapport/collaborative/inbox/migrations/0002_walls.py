from django.db import migrations

from rapport.kernel.audit.schema import Tracked
from rapport.kernel.tenancy.schema import TenantTable


class Migration(migrations.Migration):
    dependencies = [
        ("inbox", "0001_initial"),
        ("delivery", "0004_care"),
        ("tenancy", "0002_walls"),
        ("audit", "0002_walls"),
    ]

    operations = [
        TenantTable("replydraft", key=("conversation_id", "member_id")),
        TenantTable("cannedreply"),
        TenantTable("threadmention", key=("note_id", "member_id")),
        TenantTable("presence", key=("conversation_id", "member_id")),
        TenantTable("threadmove"),
        TenantTable("agent", key=("member_id",)),
        TenantTable("routerule"),
        TenantTable("routedecision", key=("message_id",)),
        Tracked("cannedreply"),
        Tracked("agent"),
        Tracked("routerule"),
    ]
