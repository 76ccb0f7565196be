from django.db import migrations

from rapport.kernel.tenancy.schema import RegisterTable

# Attempts at signing in: losing them in a crash costs nothing, writing them must cost little.
CACHE = """
create unlogged table cache_entry (
    cache_key varchar(255) primary key,
    value text not null,
    expires timestamptz not null
);
create index cache_entry_expires on cache_entry (expires);
"""
TABLES = (
    "account_emailaddress",
    "account_emailconfirmation",
    "mfa_authenticator",
    "socialaccount_socialaccount",
    "socialaccount_socialapp",
    "socialaccount_socialtoken",
    "cache_entry",
)


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0002_walls"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
    ]

    operations = [
        migrations.RunSQL(CACHE, "drop table cache_entry"),
        # allauth looks for addresses without regard to case
        migrations.RunSQL("create index person_email_upper on person (upper(email))", "drop index person_email_upper"),
        *(RegisterTable(table) for table in TABLES),
    ]
