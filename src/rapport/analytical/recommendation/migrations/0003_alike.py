from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("recommendation", "0002_walls")]
    operations = [
        migrations.AlterField(
            "suggestion",
            "kind",
            models.CharField(
                choices=[("new", "New"), ("alike", "Alike"), ("again", "Again")],
                db_collation="C",
                max_length=5,
            ),
        )
    ]
