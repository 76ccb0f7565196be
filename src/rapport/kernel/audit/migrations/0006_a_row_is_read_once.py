from django.db import migrations

# Whom a change is about is read from the image that is made anyway: making one of a record costs as much as
# writing three of its indexes.
TRIGGERS = """
create or replace function change_on_update() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    insert into change (tenant_id, table_name, op, row_id, subject_id, before, after, salt, content)
    select r.tenant_id, tg_table_name, 'U', r.id, (r.after ->> tg_argv[0])::uuid, r.before, r.after, r.salt,
           change_content(r.salt, r.before, r.after)
      from (select s.tenant_id, s.id, to_jsonb(s) - tg_argv[1]::text[] as before,
                   to_jsonb(f) - tg_argv[1]::text[] as after, uuid_send(gen_random_uuid()) as salt
              from stale s join fresh f on f.id = s.id and f.tenant_id = s.tenant_id
             where s.* is distinct from f.*) r;
    return null;
end $$;

create or replace function change_on_delete() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    insert into change (tenant_id, table_name, op, row_id, subject_id, before, salt, content)
    select r.tenant_id, tg_table_name, 'D', r.id, (r.before ->> tg_argv[0])::uuid, r.before, r.salt,
           change_content(r.salt, r.before, null)
      from (select s.tenant_id, s.id, to_jsonb(s) - tg_argv[1]::text[] as before,
                   uuid_send(gen_random_uuid()) as salt
              from stale s) r;
    return null;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0005_origins_are_named_by_the_caller")]

    operations = [migrations.RunSQL(TRIGGERS, migrations.RunSQL.noop)]
