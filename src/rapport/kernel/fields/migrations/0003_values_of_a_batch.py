from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("fields", "0002_walls")]

    operations = [
        migrations.AddField("fieldvalue", "batch_id", models.UUIDField(null=True)),
    ]
