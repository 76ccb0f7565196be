from django.db import migrations

TENANT = "nullif(current_setting('rapport.tenant', true), '')::uuid"

# What is let go are the oldest links whole: their seals stay, and the first link that is kept is checked against the
# digest of the last that was let go. That they were is a line of history itself ("L", naming that seal), or the
# chain is broken. Nothing younger than a year can go, whoever asks.
LET_GO = f"""
create function change_let_go(before timestamptz, most int) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    mine uuid := {TENANT};
    upto change_seal;
    gone bigint;
begin
    if before > now() - interval '1 year' then
        raise exception 'history of the last year is kept' using errcode = 'check_violation';
    end if;
    perform pg_advisory_xact_lock(hashtextextended('change_seal' || mine::text, 0));
    select * into upto from change_seal s where s.tenant_id = mine and s.at < before order by s.number desc limit 1;
    if not found then return 0; end if;
    if not exists (select from change c where c.tenant_id = mine and c.id < upto.id
                      and pg_visible_in_snapshot(c.xid, upto.snapshot)) then
        return 0;
    end if;
    if not exists (select from change c where c.tenant_id = mine and c.row_id = upto.id and c.op = 'L') then
        insert into change (tenant_id, table_name, op, row_id) values (mine, 'change_seal', 'L', upto.id);
    end if;
    delete from change c where c.tenant_id = mine and c.id in (
        select o.id from change o where o.tenant_id = mine and o.id < upto.id
           and pg_visible_in_snapshot(o.xid, upto.snapshot) order by o.id limit most);
    get diagnostics gone = row_count;
    delete from change_origin o where o.tenant_id = mine and o.at < upto.at;
    return gone;
end $$;
revoke all on function change_let_go(timestamptz, int) from public;
grant execute on function change_let_go(timestamptz, int) to rapport_app;
"""

CHECK = f"""
drop function change_check_seals();
create function change_check_seals() returns table (number bigint, intact boolean, let_go boolean)
language sql stable set search_path = public, pg_temp as $$
    with gone as (
        select coalesce(max(s.number), 0) as upto
          from change l join change_seal s on s.tenant_id = l.tenant_id and s.id = l.row_id
         where l.tenant_id = {TENANT} and l.op = 'L')
    select s.number,
           s.number = coalesce(p.number, 0) + 1
           and (s.number <= gone.upto
                or s.digest = sha256(coalesce(p.digest, '') || d.digest) and s.count = d.number),
           s.number <= gone.upto
      from change_seal s cross join gone
      left join lateral (select * from change_seal e where e.tenant_id = s.tenant_id and e.number < s.number
                          order by e.number desc limit 1) p on true
      left join lateral change_digest(s.tenant_id, coalesce(p.snapshot, '1:1:'), s.snapshot) d
             on s.number > gone.upto
     where s.tenant_id = {TENANT} order by s.number
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0006_a_row_is_read_once")]

    operations = [migrations.RunSQL(statement, migrations.RunSQL.noop) for statement in (LET_GO, CHECK)]
