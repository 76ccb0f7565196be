from django.db import migrations

TENANT = "nullif(current_setting('rapport.tenant', true), '')::uuid"

# What a row said goes into the chain as a salted digest, so that it can be forgotten and the chain still fits:
# without contents and salt the digest tells nothing. Rows from before this migration went in whole; one that is
# forgotten keeps the digest it went in by. Forgetting is itself a line of history ("E"), or the chain is broken.
COLUMNS = """
alter table change add column salt bytea, add column content bytea, add column row_digest bytea;
"""

TRIGGERS = """
create function change_content(salt bytea, before jsonb, after jsonb) returns bytea
language sql stable parallel safe set search_path = public, pg_temp
return sha256(salt || convert_to(coalesce(before::text, '') || '|' || coalesce(after::text, ''), 'UTF8'));

create or replace function change_on_update() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    insert into change (tenant_id, table_name, op, row_id, subject_id, before, after, salt, content)
    select r.tenant_id, tg_table_name, 'U', r.id, r.subject, r.before, r.after, r.salt,
           change_content(r.salt, r.before, r.after)
      from (select s.tenant_id, s.id, (to_jsonb(f) ->> tg_argv[0])::uuid as subject,
                   to_jsonb(s) - tg_argv[1]::text[] as before, to_jsonb(f) - tg_argv[1]::text[] as after,
                   uuid_send(gen_random_uuid()) as salt
              from stale s join fresh f on f.id = s.id and f.tenant_id = s.tenant_id
             where s.* is distinct from f.*) r;
    return null;
end $$;

create or replace function change_on_delete() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    insert into change (tenant_id, table_name, op, row_id, subject_id, before, salt, content)
    select r.tenant_id, tg_table_name, 'D', r.id, r.subject, r.before, r.salt,
           change_content(r.salt, r.before, null)
      from (select s.tenant_id, s.id, (to_jsonb(s) ->> tg_argv[0])::uuid as subject,
                   to_jsonb(s) - tg_argv[1]::text[] as before, uuid_send(gen_random_uuid()) as salt
              from stale s) r;
    return null;
end $$;
"""

DIGEST = """
create function change_row_text(c change, before jsonb, after jsonb) returns bytea
language sql stable set search_path = public, pg_temp
return convert_to(row(c.tenant_id, c.id, c.at, c.xid, c.table_name, c.op, c.row_id, c.subject_id, c.count,
                      before, after, c.actor_id, c.request_id, c.batch_id)::text, 'UTF8');

create function change_is_forgotten(c change) returns boolean
language sql stable set search_path = public, pg_temp
return c.before is null and c.after is null and c.salt is null and exists (
    select from change e where e.tenant_id = c.tenant_id and e.op = 'E' and e.id > c.id
       and e.subject_id = c.subject_id
    union all
    select from change e where e.tenant_id = c.tenant_id and e.op = 'E' and e.id > c.id
       and e.row_id = c.row_id);

create function change_row_digest(c change) returns bytea
language sql stable set search_path = public, pg_temp
return case
    when c.row_digest is not null and change_is_forgotten(c) then c.row_digest
    when c.content is null then sha256(change_row_text(c, c.before, c.after))
    when c.salt is not null
        then sha256(change_row_text(c, null, null) || change_content(c.salt, c.before, c.after))
    when change_is_forgotten(c) then sha256(change_row_text(c, null, null) || c.content)
end;

create or replace function change_digest(wanted uuid, earlier pg_snapshot, later pg_snapshot,
                                         out digest bytea, out number bigint)
language sql stable set search_path = public, pg_temp as $$
    select sha256(coalesce(string_agg(coalesce(change_row_digest(c), ''), '' order by c.id), '')), count(*)
      from change c
     where c.tenant_id = wanted and c.xid >= pg_snapshot_xmin(earlier)
       and not pg_visible_in_snapshot(c.xid, earlier) and pg_visible_in_snapshot(c.xid, later)
$$;
"""

FORGET = f"""
create function change_forget(subjects uuid[], rows uuid[]) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    mine uuid := {TENANT};
    forgotten bigint;
begin
    perform pg_advisory_xact_lock(hashtextextended('change_seal' || mine::text, 0));
    update change c
       set row_digest = case when c.content is null then sha256(change_row_text(c, c.before, c.after)) end,
           before = null, after = null, salt = null
     where c.tenant_id = mine and (c.before is not null or c.after is not null)
       and (c.subject_id = any(subjects) or c.row_id = any(rows));
    get diagnostics forgotten = row_count;
    insert into change (tenant_id, table_name, op, subject_id) select mine, 'change', 'E', unnest(subjects);
    insert into change (tenant_id, table_name, op, row_id) select mine, 'change', 'E', unnest(rows);
    return forgotten;
end $$;
revoke all on function change_forget(uuid[], uuid[]) from public;
grant execute on function change_forget(uuid[], uuid[]) to rapport_app;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_origins")]

    operations = [
        migrations.RunSQL(statement, migrations.RunSQL.noop)
        for statement in (COLUMNS, TRIGGERS, DIGEST, FORGET)
    ]
