from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("timeline", "0004_mentions")]

    operations = [
        migrations.AddIndex(
            "task",
            models.Index(
                fields=("tenant_id", "due_at", "id"),
                name="task_due",
                condition=models.Q(due_at__isnull=False),
            ),
        )
    ]
