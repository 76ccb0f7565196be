from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orders", "0003_more_steps"), ("products", "0003_costs_by_day")]

    operations = [migrations.AddField("orderline", "cost_minor", models.BigIntegerField(null=True))]
