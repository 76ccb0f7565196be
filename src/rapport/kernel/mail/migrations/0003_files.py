import rapport.kernel.ids
from django.db import migrations, models

from rapport.kernel.tenancy.schema import RegisterTable


class Migration(migrations.Migration):
    dependencies = [("system_mail", "0002_walls")]

    operations = [
        migrations.CreateModel(
            name="Enclosed",
            fields=[
                ("id", models.UUIDField(default=rapport.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("mail_id", models.UUIDField()),
                ("name", models.CharField(max_length=120)),
                ("media", models.CharField(db_collation="C", max_length=120)),
                ("content", models.BinaryField()),
            ],
            options={
                "db_table": "system_mail_file",
                "indexes": [models.Index(fields=["mail_id"], name="system_mail_file_of")],
            },
        ),
        RegisterTable("system_mail_file"),
    ]
