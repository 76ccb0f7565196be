from django.db import migrations

from rapport.kernel.tenancy.schema import TENANT

# A claim names the ids of a whole batch and lies under the last of them; rows from before name one id, as those of a
# single fact still do. Who claims waits for who claims for the same consumer and business, so that what a killed
# relay's session has yet to commit is seen. Arrays of ids do not compress; nobody tries.
CLAIM = f"""
alter table inbox_row add column first_id uuid, add column ids uuid[];
alter table inbox_row alter column ids set storage external;

create function inbox_claim(wanted text, keys uuid[], latest uuid) returns uuid[]
language plpgsql set search_path = public, pg_temp as $$
declare
    mine constant uuid := {TENANT};
    had uuid[];
    fresh uuid[] := keys;
    many int;
begin
    perform pg_advisory_xact_lock(hashtextextended('inbox' || wanted || mine, 0));
    select array_agg(one) into had
      from inbox_row r cross join unnest(coalesce(r.ids, array[r.batch_id])) one
     where r.tenant_id = mine and r.consumer = wanted
       and r.batch_id >= keys[1] and r.batch_id <= latest
       and coalesce(r.first_id, r.batch_id) <= keys[cardinality(keys)];
    if had is not null then
        fresh := array(select k from unnest(keys) k where k not in (select unnest(had)) order by k);
    end if;
    many := cardinality(fresh);
    if many > 0 then
        insert into inbox_row (consumer, batch_id, first_id, ids)
        values (wanted, fresh[many], nullif(fresh[1], fresh[many]), case when many > 1 then fresh end);
    end if;
    return case when had is not null then fresh end;
end $$;

create function inbox_claim_parcel(wanted text, parcel uuid, parts uuid[]) returns uuid[]
language plpgsql set search_path = public, pg_temp as $$
declare
    mine constant uuid := {TENANT};
    had uuid[];
    fresh uuid[];
begin
    perform pg_advisory_xact_lock(hashtextextended('inbox' || wanted || mine, 0));
    if exists (select from inbox_row where tenant_id = mine and consumer = wanted and batch_id = parcel) then
        return '{{}}';
    end if;
    had := array(select batch_id from inbox_row
                  where tenant_id = mine and consumer = wanted and batch_id = any(parts));
    if had = '{{}}' and not exists (select from parked_fact
                                   where tenant_id = mine and consumer = wanted and fact_id = any(parts)) then
        insert into inbox_row (consumer, batch_id) values (wanted, parcel);
        return null;
    end if;
    fresh := array(select p from unnest(parts) p where p not in (select unnest(had)));
    insert into inbox_row (consumer, batch_id) select wanted, unnest(fresh);
    return fresh;
end $$;
revoke all on function inbox_claim(text, uuid[], uuid), inbox_claim_parcel(text, uuid, uuid[]) from public;
grant execute on function inbox_claim(text, uuid[], uuid), inbox_claim_parcel(text, uuid, uuid[]) to rapport_app;
"""
BACK = """
drop function inbox_claim_parcel(text, uuid, uuid[]);
drop function inbox_claim(text, uuid[], uuid);
alter table inbox_row no force row level security;
insert into inbox_row (tenant_id, consumer, batch_id, received_at)
select tenant_id, consumer, unnest(ids), received_at from inbox_row on conflict do nothing;
alter table inbox_row force row level security;
alter table inbox_row drop column ids, drop column first_id;
"""


class Migration(migrations.Migration):
    dependencies = [("outbox", "0006_what_was_had_goes")]

    operations = [migrations.RunSQL(CLAIM, BACK)]
