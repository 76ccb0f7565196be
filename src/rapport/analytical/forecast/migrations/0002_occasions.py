from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("forecast", "0001_initial")]
    operations = [
        migrations.AddField(
            "forecastseries",
            "occasions",
            models.JSONField(default=list, db_default=models.Value([], models.JSONField())),
        ),
        migrations.AddField("forecastseries", "without", models.FloatField(null=True)),
    ]
