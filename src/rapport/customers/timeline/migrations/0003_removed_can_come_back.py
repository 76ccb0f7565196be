from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("timeline", "0002_walls")]

    operations = [
        migrations.AddField(model, "removed_at", models.DateTimeField(null=True))
        for model in ("note", "task", "attachment")
    ]
