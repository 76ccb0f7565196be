from django.db import migrations

# What the stream itself forgets: how often a flow met the same batch again, and how often it was refused.
TALLY = """
create table flow_tally (
    flow text primary key collate "C",
    again bigint not null default 0,
    refused bigint not null default 0
);
alter table flow_tally enable row level security, force row level security;
create policy relay on flow_tally to rapport_relay using (true) with check (true);
grant select, insert, update on flow_tally to rapport_relay;
"""


class Migration(migrations.Migration):
    dependencies = [("stream", "0001_batches")]

    operations = [migrations.RunSQL(TALLY, "drop table flow_tally")]
