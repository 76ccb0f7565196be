from django.db import migrations, models

import rapport.kernel.ids
import rapport.kernel.tenancy.scope

# The tables are made by hand in 0002: they have types and rights Django does not know.


def key() -> list[tuple[str, models.Field]]:
    return [
        ("id", models.UUIDField(primary_key=True, default=rapport.kernel.ids.new_id, editable=False)),
        ("tenant_id", models.UUIDField(default=rapport.kernel.tenancy.scope.current_tenant_id, editable=False)),
    ]


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(
            "Change",
            [
                *key(),
                ("at", models.DateTimeField()),
                ("xid", models.BigIntegerField()),
                ("table", models.CharField(max_length=63, db_column="table_name")),
                ("op", models.CharField(max_length=1)),
                ("row_id", models.UUIDField(null=True)),
                ("subject_id", models.UUIDField(null=True)),
                ("count", models.IntegerField(default=1)),
                ("before", models.JSONField(null=True)),
                ("after", models.JSONField(null=True)),
                ("actor_id", models.UUIDField(null=True)),
                ("request_id", models.UUIDField(null=True)),
                ("batch_id", models.UUIDField(null=True)),
            ],
            options={"db_table": "change", "managed": False},
        ),
        migrations.CreateModel(
            "Seal",
            [
                *key(),
                ("number", models.BigIntegerField()),
                ("snapshot", models.TextField()),
                ("count", models.BigIntegerField()),
                ("digest", models.BinaryField(max_length=32)),
                ("at", models.DateTimeField()),
            ],
            options={"db_table": "change_seal", "managed": False},
        ),
    ]
