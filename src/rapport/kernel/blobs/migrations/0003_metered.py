from django.db import migrations

from rapport.kernel.metering.schema import Metered


class Migration(migrations.Migration):
    """The bytes of kept files are counted as they come and go."""

    dependencies = [("blobs", "0002_walls"), ("metering", "0003_levels")]

    operations = [Metered("blob", "storage.bytes", amount="coalesce(sum(r.size), 0)")]
