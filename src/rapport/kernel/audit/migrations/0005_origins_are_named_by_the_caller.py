from django.db import migrations, models

import rapport.kernel.ids


class Migration(migrations.Migration):
    """No statement: only what Django remembers of the key."""

    dependencies = [("audit", "0004_contents_can_be_forgotten")]

    operations = [
        migrations.AlterField(
            "origin",
            "id",
            models.UUIDField(
                default=rapport.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
            ),
        ),
    ]
