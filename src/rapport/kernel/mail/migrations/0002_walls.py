from django.db import migrations

from rapport.kernel.tenancy.schema import RegisterTable


class Migration(migrations.Migration):
    dependencies = [("system_mail", "0001_initial"), ("tenancy", "0002_walls")]

    operations = [RegisterTable("system_mail")]
