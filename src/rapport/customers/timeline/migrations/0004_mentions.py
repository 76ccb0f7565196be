from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("timeline", "0003_removed_can_come_back")]

    operations = [
        migrations.AddField(model, "mentions", ArrayField(models.UUIDField(), null=True))
        for model in ("task", "touch")
    ]
