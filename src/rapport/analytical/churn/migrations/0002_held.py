from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("churn", "0001_initial")]
    operations = [
        migrations.AddField("churnmodel", "held", models.BooleanField(default=False, db_default=False)),
        migrations.AddField("churnmodel", "chosen_by_id", models.UUIDField(null=True)),
        migrations.AddField("churnmodel", "chosen_at", models.DateTimeField(null=True)),
    ]
