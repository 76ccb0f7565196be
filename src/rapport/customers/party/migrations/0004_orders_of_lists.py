from django.db import migrations, models

# Each order a list offers is walked by an index of its own.


class Migration(migrations.Migration):
    dependencies = [("party", "0003_handovers_follow_merges")]

    operations = [
        migrations.AddIndex(
            "party", models.Index(fields=("tenant_id", "stage", "id"), name="party_stage_order")
        ),
        migrations.AddIndex("party", models.Index(fields=("tenant_id", "country", "id"), name="party_country")),
        migrations.AddIndex("party", models.Index(fields=("tenant_id", "city", "id"), name="party_city")),
        migrations.AddIndex(
            "party", models.Index(fields=("tenant_id", "order_count", "id"), name="party_order_count")
        ),
        migrations.AddIndex(
            "party",
            models.Index(
                fields=("tenant_id", "birth_date", "id"),
                name="party_birth_date",
                condition=models.Q(birth_date__isnull=False),
            ),
        ),
        migrations.AddIndex(
            "party",
            models.Index(
                fields=("tenant_id", "last_touch_at", "id"),
                name="party_last_touch",
                condition=models.Q(last_touch_at__isnull=False),
            ),
        ),
    ]
