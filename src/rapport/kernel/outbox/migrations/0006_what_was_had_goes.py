from django.db import migrations

from rapport.kernel.tenancy.schema import TENANT

# Claims of facts that cannot come again go: only the relay may take them away. Rows lie in the order they came, so a
# summary of blocks finds the old ones. Old facts of some subjects go for the running business alone.
PRUNE = f"""
create policy relay on inbox_row to rapport_relay using (true);
grant select, delete on inbox_row to rapport_relay;
create index inbox_row_received on inbox_row using brin (received_at);

create function fact_list_old(wanted text[], upto date, after uuid, most int)
returns table (id uuid, subject_id uuid, body bytea)
language sql security definer set search_path = public, pg_temp as $$
    select f.id, f.subject_id, f.body from fact f
     where f.tenant_id = {TENANT} and f.name = any(wanted)
       and f.id > after and f.id < fact_id_at(upto::timestamp at time zone 'utc')
     order by f.id limit most
$$;

create function fact_let_go(wanted uuid[]) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    gone int;
begin
    delete from fact f where f.id = any(wanted) and f.tenant_id = {TENANT}
       and f.id < fact_id_at(now() - interval '28 days');
    get diagnostics gone = row_count;
    return gone;
end $$;
revoke all on function fact_list_old(text[], date, uuid, int), fact_let_go(uuid[]) from public;
grant execute on function fact_list_old(text[], date, uuid, int), fact_let_go(uuid[]) to rapport_app;
"""
BACK = """
drop function fact_let_go(uuid[]);
drop function fact_list_old(text[], date, uuid, int);
drop index inbox_row_received;
revoke select, delete on inbox_row from rapport_relay;
drop policy relay on inbox_row;
"""


class Migration(migrations.Migration):
    dependencies = [("outbox", "0005_days_go")]

    operations = [migrations.RunSQL(PRUNE, BACK)]
