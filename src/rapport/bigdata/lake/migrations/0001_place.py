from django.db import migrations

# Which lake the batches of this database went into. Another lake than the one written here is an empty one,
# or that of another database: it gets everything anew.
PLACE = """
create table lake_place (id uuid primary key, adopted_at timestamptz not null default now());
grant select, insert, update, delete on lake_place to rapport_relay;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [("stream", "0001_batches")]

    operations = [migrations.RunSQL(PLACE, "drop table lake_place")]
