import rapport.kernel.ids
import rapport.kernel.tenancy.scope
from django.db import migrations, models

from rapport.kernel.tenancy.schema import TenantTable


def own() -> list[tuple[str, models.Field]]:
    return [
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
    ]


class Migration(migrations.Migration):
    dependencies = [("churn", "0002_held")]

    operations = [
        migrations.CreateModel(
            name="Contract",
            fields=[
                *own(),
                ("party_id", models.UUIDField()),
                ("code", models.CharField(db_collation="C", max_length=100)),
                ("plan", models.CharField(max_length=120)),
                ("every", models.CharField(db_collation="C", max_length=8)),
                ("price_minor", models.BigIntegerField()),
                ("currency", models.CharField(db_collation="C", max_length=3)),
                ("renews", models.BooleanField(default=True)),
                ("started_on", models.DateField()),
                ("term_ends_on", models.DateField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("risk", models.FloatField(null=True)),
                ("others", models.IntegerField(default=0)),
                ("ended", models.IntegerField(default=0)),
                ("reasons", models.JSONField(default=list)),
                ("scored_on", models.DateField(null=True)),
            ],
            options={
                "db_table": "customer_contract",
                "indexes": [
                    models.Index(fields=["tenant_id", "party_id"], name="customer_contract_party"),
                    models.Index(
                        fields=["tenant_id", "risk", "id"],
                        name="customer_contract_risk",
                        condition=models.Q(("risk__isnull", False)),
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "code"), name="customer_contract_code"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContractModel",
            fields=[
                *own(),
                ("as_of", models.DateTimeField()),
                ("refusal", models.CharField(db_collation="C", default="", max_length=32)),
                ("kind", models.CharField(db_collation="C", default="", max_length=16)),
                ("horizon_days", models.IntegerField(default=0)),
                ("contracts", models.IntegerField(default=0)),
                ("running", models.IntegerField(default=0)),
                ("expected", models.FloatField(default=0.0)),
                ("at_stake_minor", models.BigIntegerField(default=0)),
                ("median_days", models.IntegerField(null=True)),
                ("errors", models.JSONField(null=True)),
                ("groups", models.JSONField(default=list)),
                ("candidates", models.JSONField(default=dict)),
                ("curve", models.JSONField(default=list)),
            ],
            options={
                "db_table": "contract_model",
                "indexes": [
                    models.Index(fields=["tenant_id", "as_of", "id"], name="contract_model_as_of"),
                ],
            },
        ),
        TenantTable("Contract"),
        TenantTable("ContractModel"),
    ]
