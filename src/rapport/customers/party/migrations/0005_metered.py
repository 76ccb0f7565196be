from django.db import migrations

from rapport.kernel.metering.schema import Metered


class Migration(migrations.Migration):
    """Customers are counted as they come and go, by whichever way."""

    dependencies = [("party", "0004_orders_of_lists"), ("metering", "0003_levels")]

    operations = [Metered("party", "customers")]
