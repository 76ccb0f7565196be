import rapport.kernel.ids
import rapport.kernel.tenancy.scope
from django.db import migrations, models

from rapport.kernel.tenancy.schema import TenantTable


class Migration(migrations.Migration):
    dependencies = [("value", "0003_due")]
    operations = [
        migrations.AddField("customerworth", "alive", models.FloatField(null=True)),
        migrations.AddField("customerworth", "orders_ahead", models.FloatField(null=True)),
        migrations.AddField("customerworth", "ahead_minor", models.BigIntegerField(null=True)),
        migrations.AddField("customerworth", "ahead_low_minor", models.BigIntegerField(null=True)),
        migrations.AddField("customerworth", "ahead_high_minor", models.BigIntegerField(null=True)),
        migrations.AddField("customerworth", "lifetime_minor", models.BigIntegerField(null=True)),
        migrations.AddIndex(
            "customerworth",
            models.Index(fields=["tenant_id", "ahead_minor", "id"], name="customer_worth_ahead"),
        ),
        migrations.AddIndex(
            "customerworth",
            models.Index(
                fields=["tenant_id", "id"],
                name="customer_worth_unsaid",
                condition=models.Q(ahead_minor__isnull=True),
            ),
        ),
        migrations.CreateModel(
            name="WorthFit",
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
                ("as_of", models.DateTimeField()),
                ("model", models.CharField(db_collation="C", default="", max_length=32)),
                ("refusal", models.CharField(db_collation="C", default="", max_length=32)),
                ("currency", models.CharField(max_length=3)),
                ("first_day", models.DateField(null=True)),
                ("cut_day", models.DateField(null=True)),
                ("last_day", models.DateField(null=True)),
                ("customers", models.IntegerField()),
                ("came_back", models.IntegerField()),
                ("parameters", models.JSONField(default=list)),
                ("errors", models.JSONField(null=True)),
                ("groups", models.JSONField(default=list)),
                ("candidates", models.JSONField(default=dict)),
                ("orders_ahead", models.FloatField(default=0.0)),
                ("ahead_minor", models.BigIntegerField(default=0)),
                ("lifetime_minor", models.BigIntegerField(default=0)),
                ("discount_percent", models.SmallIntegerField(default=0)),
            ],
            options={
                "db_table": "worth_fit",
                "indexes": [models.Index(fields=["tenant_id", "as_of", "id"], name="worth_fit_as_of")],
            },
        ),
        TenantTable("WorthFit"),
    ]
