from django.db import migrations

from rapport.kernel.tenancy.schema import TENANT, WALL

ACTOR, REQUEST, BATCH = (
    f"nullif(current_setting('rapport.{name}', true), '')::uuid" for name in ("actor", "request", "batch")
)

TABLES = f"""
create table change (
    tenant_id uuid not null,
    id uuid not null default uuidv7(),
    at timestamptz not null default now(),
    xid xid8 not null default pg_current_xact_id(),
    table_name text not null collate "C",
    op text not null collate "C",
    row_id uuid,
    subject_id uuid,
    count int not null default 1,
    before jsonb,
    after jsonb,
    actor_id uuid default {ACTOR},
    request_id uuid default {REQUEST},
    batch_id uuid default {BATCH},
    primary key (tenant_id, id)
);
create index change_subject on change (tenant_id, subject_id, id) where subject_id is not null;
create index change_row on change (tenant_id, row_id, id) where row_id is not null;
create index change_batch on change (tenant_id, batch_id, table_name) where batch_id is not null;
create index change_xid on change (xid);
create table change_seal (
    tenant_id uuid not null,
    id uuid not null default uuidv7(),
    number bigint not null,
    snapshot pg_snapshot not null,
    count bigint not null,
    digest bytea not null,
    at timestamptz not null default now(),
    primary key (tenant_id, id),
    constraint change_seal_number unique (tenant_id, number)
);
"""

WALLS = "".join(
    f"""
alter table {table} enable row level security, force row level security;
create policy tenant on {table} {WALL};
grant select on {table} to rapport_app;
"""
    for table in ("change", "change_seal")
)

TRIGGERS = f"""
create function change_on_insert() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    -- Only a lone row is named: to look into each of many would cost more than writing them.
    insert into change (tenant_id, table_name, op, count)
    select f.tenant_id, tg_table_name, 'I', count(*) from fresh f group by f.tenant_id having count(*) > 1;
    if not found then
        insert into change (tenant_id, table_name, op, row_id, subject_id)
        select f.tenant_id, tg_table_name, 'I', f.id, (to_jsonb(f) ->> tg_argv[0])::uuid from fresh f;
    end if;
    return null;
end $$;

create function change_on_update() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    insert into change (tenant_id, table_name, op, row_id, subject_id, before, after)
    select s.tenant_id, tg_table_name, 'U', s.id, (to_jsonb(f) ->> tg_argv[0])::uuid,
           to_jsonb(s) - tg_argv[1]::text[], to_jsonb(f) - tg_argv[1]::text[]
      from stale s join fresh f on f.id = s.id and f.tenant_id = s.tenant_id
     where s.* is distinct from f.*;
    return null;
end $$;

create function change_on_delete() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    insert into change (tenant_id, table_name, op, row_id, subject_id, before)
    select s.tenant_id, tg_table_name, 'D', s.id, (to_jsonb(s) ->> tg_argv[0])::uuid,
           to_jsonb(s) - tg_argv[1]::text[]
      from stale s;
    return null;
end $$;
"""

# A seal covers what its snapshot sees and the snapshot before did not: commit order without a lock.
SEAL = f"""
create function change_digest(wanted uuid, earlier pg_snapshot, later pg_snapshot,
                              out digest bytea, out number bigint)
language sql stable set search_path = public, pg_temp as $$
    select sha256(coalesce(string_agg(sha256(convert_to(c::text, 'UTF8')), '' order by c.id), '')), count(*)
      from change c
     where c.tenant_id = wanted and c.xid >= pg_snapshot_xmin(earlier)
       and not pg_visible_in_snapshot(c.xid, earlier) and pg_visible_in_snapshot(c.xid, later)
$$;

create function change_seal_now() returns table (number bigint, digest bytea)
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    mine uuid := {TENANT};
    last change_seal;
    upto pg_snapshot := pg_current_snapshot();
    sum record;
begin
    perform pg_advisory_xact_lock(hashtextextended('change_seal' || mine::text, 0));
    select * into last from change_seal s where s.tenant_id = mine order by s.number desc limit 1;
    select * into sum from change_digest(mine, coalesce(last.snapshot, '1:1:'), upto);
    if sum.number = 0 then return; end if;
    return query insert into change_seal as s (tenant_id, number, snapshot, count, digest)
    values (mine, coalesce(last.number, 0) + 1, upto, sum.number,
            sha256(coalesce(last.digest, '') || sum.digest))
    returning s.number, s.digest;
end $$;

create function change_check_seals() returns table (number bigint, intact boolean)
language sql stable set search_path = public, pg_temp as $$
    select s.number, s.digest = sha256(coalesce(p.digest, '') || d.digest) and s.count = d.number
           and s.number = coalesce(p.number, 0) + 1
      from change_seal s
      left join lateral (select * from change_seal e where e.tenant_id = s.tenant_id and e.number < s.number
                          order by e.number desc limit 1) p on true
      cross join lateral change_digest(s.tenant_id, coalesce(p.snapshot, '1:1:'), s.snapshot) d
     where s.tenant_id = {TENANT} order by s.number
$$;
revoke all on function change_on_insert(), change_on_update(), change_on_delete() from public;
revoke all on function change_seal_now() from public;
grant execute on function change_seal_now() to rapport_app;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.RunSQL(statement, migrations.RunSQL.noop) for statement in (TABLES, WALLS, TRIGGERS, SEAL)
    ]
