from django.db import migrations

from rapport.kernel.tenancy.schema import TenantTable


class Migration(migrations.Migration):
    dependencies = [("realtime", "0003_interests"), ("tenancy", "0002_walls")]

    operations = [TenantTable("liveinterest", key=("visitor_id", "thing"))]
