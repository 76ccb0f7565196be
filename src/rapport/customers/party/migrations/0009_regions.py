from django.db import migrations, models


class Migration(migrations.Migration):
    """Customers are counted by the region of their principal address, and found by it."""

    dependencies = (("party", "0008_reasons_can_be_forgotten"),)
    operations = (
        migrations.AddIndex(
            "address",
            models.Index(
                fields=("tenant_id", "region", "party"),
                condition=models.Q(region__gt=""),
                name="address_region",
            ),
        ),
    )
