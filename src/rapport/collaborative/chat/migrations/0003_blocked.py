from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("chat", "0002_walls")]

    operations = [
        migrations.AddField("chatvisitor", "blocked_at", models.DateTimeField(null=True)),
    ]
