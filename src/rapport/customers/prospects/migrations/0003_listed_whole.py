from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("prospects", "0002_walls")]

    operations = [
        migrations.RemoveIndex("prospect", "prospect_came"),
        migrations.AddIndex(
            "prospect", models.Index(fields=("tenant_id", "captured_at", "id"), name="prospect_came")
        ),
        migrations.AddIndex(
            "prospect", models.Index(fields=("tenant_id", "score", "id"), name="prospect_score_all")
        ),
    ]
