from django.db import migrations

from rapport.kernel.audit.schema import Tracked
from rapport.kernel.tenancy.schema import TenantForeignKey, TenantTable


class Migration(migrations.Migration):
    dependencies = [
        ("orders", "0001_initial"),
        ("party", "0002_walls"),
        ("identity", "0002_walls"),
        ("audit", "0002_walls"),
    ]

    operations = [
        *(TenantTable(model) for model in ("order", "invoice", "goodsreturn", "numberseries")),
        *(TenantTable(model, key=("order_id", "id")) for model in ("orderline", "orderaddress")),
        *(TenantTable(model, key=("order_id", "id")) for model in ("statuschange", "payment")),
        TenantTable("returnline", key=("goods_return_id", "id")),
        TenantForeignKey("order", "party"),
        TenantForeignKey("order", "unit"),
        *(
            TenantForeignKey(model, "order", on_delete="cascade")
            for model in ("orderline", "orderaddress", "statuschange", "payment")
        ),
        TenantForeignKey("invoice", "order"),
        TenantForeignKey("goodsreturn", "order"),
        TenantForeignKey("returnline", "goods_return", on_delete="cascade"),
        Tracked("order"),
        *(
            Tracked(model, subject="order_id")
            for model in ("orderline", "orderaddress", "statuschange", "payment", "invoice", "goodsreturn")
        ),
        Tracked("returnline", subject="goods_return_id"),
    ]
