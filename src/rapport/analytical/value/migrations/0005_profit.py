import rapport.kernel.ids
import rapport.kernel.tenancy.scope
from django.db import migrations, models

from rapport.kernel.tenancy.schema import TenantTable


class Migration(migrations.Migration):
    dependencies = [("value", "0004_ahead")]
    operations = [
        migrations.CreateModel(
            name="CustomerProfit",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rapport.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "tenant_id",
                    models.UUIDField(default=rapport.kernel.tenancy.scope.current_tenant_id, editable=False),
                ),
                ("party_id", models.UUIDField()),
                ("earned_minor", models.BigIntegerField()),
                ("known_minor", models.BigIntegerField()),
                ("goods_minor", models.BigIntegerField()),
                ("shipping_minor", models.BigIntegerField()),
                ("discount_minor", models.BigIntegerField()),
                ("serving_minor", models.BigIntegerField()),
                ("profit_minor", models.BigIntegerField(null=True)),
                ("year_earned_minor", models.BigIntegerField()),
                ("year_known_minor", models.BigIntegerField()),
                ("year_goods_minor", models.BigIntegerField()),
                ("year_shipping_minor", models.BigIntegerField()),
                ("year_discount_minor", models.BigIntegerField()),
                ("year_serving_minor", models.BigIntegerField()),
                ("year_profit_minor", models.BigIntegerField(null=True)),
                ("serving", models.JSONField(default=dict)),
                ("as_of", models.DateTimeField()),
            ],
            options={
                "db_table": "customer_profit",
                "indexes": [
                    models.Index(fields=["tenant_id", "profit_minor", "id"], name="customer_profit_all"),
                    models.Index(fields=["tenant_id", "year_profit_minor", "id"], name="customer_profit_year"),
                    models.Index(fields=["tenant_id", "serving_minor", "id"], name="customer_profit_serving"),
                    models.Index(
                        fields=["tenant_id", "id"],
                        name="customer_profit_year_unknown",
                        condition=models.Q(year_profit_minor__isnull=True),
                    ),
                    models.Index(
                        fields=["tenant_id", "id"],
                        name="customer_profit_unknown",
                        condition=models.Q(profit_minor__isnull=True),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProfitSummary",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rapport.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "tenant_id",
                    models.UUIDField(default=rapport.kernel.tenancy.scope.current_tenant_id, editable=False),
                ),
                ("period", models.CharField(db_collation="C", max_length=8)),
                ("as_of", models.DateTimeField()),
                ("currency", models.CharField(max_length=3)),
                ("sums", models.JSONField()),
                ("whale", models.JSONField()),
                ("cost_curve", models.JSONField()),
                ("serving", models.JSONField()),
            ],
            options={
                "db_table": "profit_summary",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant_id", "period"), name="profit_summary_one_a_period"
                    )
                ],
            },
        ),
        TenantTable("CustomerProfit", key=("party_id",)),
        TenantTable("ProfitSummary"),
    ]
