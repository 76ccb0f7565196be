from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("chat", "0003_blocked")]

    operations = [
        migrations.AddField("chatvisitor", "transcript_at", models.DateTimeField(null=True)),
    ]
