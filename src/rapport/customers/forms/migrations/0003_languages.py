from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("forms", "0002_walls")]

    operations = [
        migrations.AddConstraint(
            "captureform",
            models.CheckConstraint(
                condition=models.Q(locale__in=("", "en", "zh-hans")), name="capture_form_locale"
            ),
        )
    ]
