from django.db import migrations

from rapport.kernel.audit.schema import Tracked
from rapport.kernel.tenancy.schema import TenantTable


class Migration(migrations.Migration):
    dependencies = [
        ("recommendation", "0001_initial"),
        ("tenancy", "0002_walls"),
        ("audit", "0002_walls"),
    ]

    operations = [
        TenantTable("RecommenderVersion"),
        TenantTable("Suggestion", key=("party_id", "product_id")),
        TenantTable("ProductTie", key=("product_id", "other_id")),
        TenantTable("PopularProduct", key=("country", "product_id")),
        TenantTable("ProductRhythm", key=("product_id",)),
        TenantTable("SuggestionDue", key=("party_id",)),
        TenantTable("SuggestionBar"),
        TenantTable("ShownProduct"),
        Tracked("SuggestionBar"),
    ]
