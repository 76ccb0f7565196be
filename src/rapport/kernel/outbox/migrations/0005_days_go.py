from django.db import migrations

# Days of facts nobody needs any more go whole. The relay says which; that nobody needs them it has looked up.
DROP = """
create table fact_dropped (before date primary key, dropped_at timestamptz not null default now());
grant select on fact_dropped to rapport_relay;

create function fact_drop_before(wanted date) returns int
language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '3s' as $$
declare
    part text;
    gone int := 0;
    more int;
begin
    if wanted >= (now() at time zone 'utc')::date then
        raise exception 'facts of today stay';
    end if;
    for part in select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
                 where i.inhparent = 'fact'::regclass and c.relname ~ '^fact_[0-9]{8}$'
                   and to_date(right(c.relname, 8), 'YYYYMMDD') < wanted loop
        execute format('drop table %I', part);
        gone := gone + 1;
    end loop;
    delete from fact_rest where id < fact_id_at(wanted::timestamp at time zone 'utc');
    get diagnostics more = row_count;
    if gone + more > 0 then
        insert into fact_dropped (before) values (wanted) on conflict do nothing;
    end if;
    return gone;
end $$;
revoke all on function fact_drop_before(date) from public;
grant execute on function fact_drop_before(date) to rapport_relay;
"""
BACK = """
drop function fact_drop_before(date);
drop table fact_dropped;
"""


class Migration(migrations.Migration):
    dependencies = [("outbox", "0004_facts_are_parked_once")]

    operations = [migrations.RunSQL(DROP, BACK)]
