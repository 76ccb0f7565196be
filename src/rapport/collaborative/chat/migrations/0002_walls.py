from django.db import migrations

from rapport.kernel.tenancy.schema import TenantForeignKey, TenantTable


class Migration(migrations.Migration):
    dependencies = [("chat", "0001_initial"), ("party", "0002_walls"), ("tenancy", "0002_walls")]

    operations = [
        TenantTable("chatvisitor"),
        TenantTable("chatline", key=("visitor_id", "number")),
        TenantTable("chatsign", key=("visitor_id",)),
        TenantForeignKey("chatvisitor", "party", on_delete="set null"),
        TenantForeignKey("chatline", "visitor", on_delete="cascade"),
        TenantForeignKey("chatsign", "visitor", on_delete="cascade"),
    ]
