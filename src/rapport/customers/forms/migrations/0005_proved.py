import django.contrib.postgres.fields
from django.db import migrations, models

CHANNELS = django.contrib.postgres.fields.ArrayField(
    base_field=models.CharField(db_collation="C", max_length=20), default=list, size=None
)


class Migration(migrations.Migration):
    dependencies = [("forms", "0004_ways")]

    operations = [
        migrations.AddField("formentry", "asked", CHANNELS),
        migrations.AddField("formentry", "proved", CHANNELS.clone()),
    ]
