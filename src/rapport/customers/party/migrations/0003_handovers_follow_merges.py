from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("party", "0002_walls")]

    operations = [
        migrations.RunSQL(
            "grant update (party_id) on handover to rapport_app",
            "revoke update (party_id) on handover from rapport_app",
        )
    ]
