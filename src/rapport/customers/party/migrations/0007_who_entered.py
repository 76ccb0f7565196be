from django.db import migrations, models

_ACTOR = "nullif(current_setting('rapport.actor', true), '')::uuid"


class Migration(migrations.Migration):
    """Whoever enters a customer is kept with it, by whichever way it comes: the database itself notes it."""

    dependencies = [("party", "0006_standing")]

    operations = [
        migrations.AddField("party", "entered_by_id", models.UUIDField(editable=False, null=True)),
        migrations.RunSQL(
            f"alter table party alter column entered_by_id set default {_ACTOR}",
            "alter table party alter column entered_by_id drop default",
        ),
    ]
