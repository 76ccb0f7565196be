from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("forms", "0003_languages")]

    operations = [
        migrations.AddField("formentry", "way", models.CharField(db_collation="C", default="form", max_length=8)),
    ]
