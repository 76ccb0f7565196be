from django.db import migrations

from rapport.kernel.audit.schema import Tracked
from rapport.kernel.tenancy.schema import TenantForeignKey, TenantTable


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("party", "0002_walls"), ("audit", "0002_walls")]

    operations = [
        TenantTable("keyaccount"),
        TenantTable("accountmember", key=("account_id", "member_id")),
        TenantTable("urgentneed"),
        TenantTable("needstep", key=("need_id", "number")),
        TenantForeignKey("keyaccount", "party", on_delete="cascade"),
        TenantForeignKey("accountmember", "account", on_delete="cascade"),
        TenantForeignKey("urgentneed", "account", on_delete="cascade"),
        TenantForeignKey("urgentneed", "party", on_delete="cascade"),
        TenantForeignKey("needstep", "need", on_delete="cascade"),
        Tracked("keyaccount", subject="party_id"),
        Tracked("accountmember", subject="account_id"),
        Tracked("urgentneed", subject="party_id"),
        Tracked("needstep", subject="need_id"),
    ]
