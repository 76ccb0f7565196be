from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("logic", "0003_keywords_of_sms")]

    operations = [
        migrations.AddField("logicform", "way", models.CharField(db_collation="C", default="", max_length=8)),
    ]
