from django.db import migrations, models

import rapport.kernel.ids

from rapport.kernel.tenancy.schema import TENANT, WALL

# One table for every tenant's facts, partitioned by the day in the UUIDv7 id. The app may only insert;
# only the relay reads. `body` is a parcel: up to 500 facts as zlib-compressed JSON lines.
FACT = f"""
create table fact (
    id uuid not null,
    xid xid8 not null default pg_current_xact_id(),
    tenant_id uuid not null default {TENANT},
    name text not null collate "C",
    occurred_at timestamptz not null,
    recorded_at timestamptz not null default now(),
    subject_kind text not null collate "C",
    subject_id uuid,
    subject_version int,
    actor_id uuid,
    unit_id uuid,
    cause_id uuid,
    count int not null default 1,
    payload jsonb,
    body bytea,
    primary key (id)
) partition by range (id);
create table fact_rest partition of fact default;
alter table fact_rest alter column body set storage external;
create index fact_xid on fact (xid, id);
alter table fact enable row level security, force row level security;
create policy write on fact for insert to rapport_app with check (tenant_id = (select {TENANT}));
create policy relay on fact for select to rapport_relay using (true);
grant insert on fact to rapport_app;
grant select on fact to rapport_relay;

create function fact_id_at(moment timestamptz) returns uuid language sql immutable as $$
    select (lpad(to_hex((extract(epoch from moment) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;

create function fact_make_days(days int) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    d date;
    part text;
begin
    for d in select (now() at time zone 'utc')::date + n from generate_series(1, days) n loop
        part := 'fact_' || to_char(d, 'YYYYMMDD');
        if to_regclass(part) is null then
            execute format('create table %I partition of fact for values from (%L) to (%L)', part,
                           fact_id_at(d::timestamp at time zone 'utc'),
                           fact_id_at((d + 1)::timestamp at time zone 'utc'));
            execute format('alter table %I alter column body set storage external', part);
        end if;
    end loop;
end $$;
revoke all on function fact_make_days(int) from public;
grant execute on function fact_make_days(int) to rapport_relay;
"""

CONSUMERS = f"""
create table fact_cursor (
    consumer text primary key collate "C",
    snapshot pg_snapshot not null,
    moved_at timestamptz not null default now()
);
grant select, insert, update on fact_cursor to rapport_relay;

create table inbox_row (
    tenant_id uuid not null default {TENANT},
    consumer text not null collate "C",
    batch_id uuid not null,
    received_at timestamptz not null default now(),
    primary key (tenant_id, consumer, batch_id)
);
alter table inbox_row enable row level security, force row level security;
create policy tenant on inbox_row {WALL};
grant select, insert on inbox_row to rapport_app;

create table parked_fact (
    id uuid primary key default uuidv7(),
    tenant_id uuid not null,
    consumer text not null collate "C",
    fact_id uuid not null,
    envelope jsonb not null,
    reason text not null,
    attempts int not null default 1,
    parked_at timestamptz not null default now()
);
alter table parked_fact enable row level security, force row level security;
create policy tenant on parked_fact to rapport_app {WALL};
create policy relay on parked_fact to rapport_relay using (true) with check (true);
grant select, delete on parked_fact to rapport_app;
grant select, insert, update, delete on parked_fact to rapport_relay;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [("tenancy", "0002_walls")]

    operations = [
        migrations.CreateModel(
            "ParkedFact",
            [
                ("id", models.UUIDField(primary_key=True, default=rapport.kernel.ids.new_id, editable=False)),
                ("tenant_id", models.UUIDField()),
                ("consumer", models.TextField()),
                ("fact_id", models.UUIDField()),
                ("envelope", models.JSONField()),
                ("reason", models.TextField()),
                ("attempts", models.IntegerField()),
                ("parked_at", models.DateTimeField()),
            ],
            options={"db_table": "parked_fact", "managed": False},
        ),
        migrations.RunSQL(FACT, migrations.RunSQL.noop),
        migrations.RunSQL(CONSUMERS, migrations.RunSQL.noop),
    ]
