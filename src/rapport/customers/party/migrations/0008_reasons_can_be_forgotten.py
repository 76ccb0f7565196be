from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("party", "0007_who_entered")]

    operations = [
        migrations.RunSQL(
            "grant update (reason) on handover to rapport_app",
            "revoke update (reason) on handover from rapport_app",
        )
    ]
