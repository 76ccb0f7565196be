import rapport.kernel.ids
import rapport.kernel.tenancy.scope
from django.db import migrations, models

from rapport.kernel.tenancy.schema import TenantTable


class Migration(migrations.Migration):
    dependencies = [("mood", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="MoodRise",
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
                ("by", models.CharField(db_collation="C", max_length=8)),
                ("key", models.CharField(db_collation="C", default="", max_length=100)),
                ("began_at", models.DateTimeField()),
                ("people", models.IntegerField()),
                ("unhappy", models.IntegerField()),
                ("before", models.IntegerField()),
                ("unhappy_before", models.IntegerField()),
                ("chance", models.FloatField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "mood_rise",
                "indexes": [models.Index(fields=["tenant_id", "began_at", "id"], name="mood_rise_began")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("tenant_id", "by", "key"),
                        name="mood_rise_one_stands",
                    )
                ],
            },
        ),
        TenantTable("MoodRise"),
    ]
