from django.db import migrations

# A batch names rows of the outbox; their text is read when it is sent. The row stays until the lake has the
# facts: it is what a lost stream is filled from, and what tells a message that comes twice. `lake_write` is
# the number under which a table of the lake took it, written before the table itself.
BATCH = """
create table fact_batch (
    id uuid primary key default uuidv7(),
    tenant_id uuid not null,
    name text not null collate "C",
    row_ids uuid[] not null,
    facts int not null,
    oldest_at timestamptz not null,
    gathered_at timestamptz not null default now(),
    sent_at timestamptz,
    lake_write bigint
);
create index fact_batch_unsent on fact_batch (id) where sent_at is null;
create index fact_batch_table on fact_batch (tenant_id, name, lake_write);
alter table fact_batch enable row level security, force row level security;
create policy relay on fact_batch to rapport_relay using (true) with check (true);
grant select, insert, update, delete on fact_batch to rapport_relay;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [("outbox", "0001_initial")]

    operations = [migrations.RunSQL(BATCH, "drop table fact_batch")]
