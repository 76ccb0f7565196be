from django.db import migrations

# A level has one day for all time; sixty-four slots, so that single inserts of many hands seldom wait.
ADD = """
create function usage_add_level(tenant uuid, wanted text, change bigint) returns void language plpgsql as $$
declare
    most bigint;
    level bigint;
begin
    insert into usage (id, tenant_id, meter, day, slot, amount)
    values (uuidv7(), tenant, wanted, date '2000-01-01', floor(random() * 64)::int, change)
    on conflict (tenant_id, meter, day, slot) do update set amount = usage.amount + excluded.amount;
    if change > 0 then
        select (p.quotas ->> wanted)::bigint into most
          from tenant t join plan p on p.code = t.plan where t.id = tenant;
        if most is not null then
            select sum(u.amount) into level from usage u
             where u.tenant_id = tenant and u.meter = wanted and u.day = date '2000-01-01';
            if level > most then
                raise exception using errcode = 'RQ001', message = 'quota', detail = wanted, hint = most::text;
            end if;
        end if;
    end if;
end $$
"""

ROWS = """
create function usage_count_rows() returns trigger language plpgsql as $$
declare
    found record;
begin
    for found in execute format('select r.tenant_id, (%s)::bigint as amount from rows r group by r.tenant_id', tg_argv[2])
    loop
        if found.amount <> 0 then
            perform usage_add_level(found.tenant_id, tg_argv[0],
                                    case when tg_argv[1] = '-' then -found.amount else found.amount end);
        end if;
    end loop;
    return null;
end $$
"""
TABLE = """
create function usage_count_table(place text, wanted text, amount text) returns void language plpgsql as $$
begin
    alter table usage no force row level security;
    execute format(
        'insert into usage (id, tenant_id, meter, day, slot, amount) '
        'select uuidv7(), r.tenant_id, %L, date ''2000-01-01'', 0, (%s)::bigint from %I r group by r.tenant_id',
        wanted, amount, place);
    alter table usage force row level security;
end $$
"""


class Migration(migrations.Migration):
    """What levels are added with, in the transaction of what is counted."""

    dependencies = [("metering", "0002_walls")]

    operations = [
        migrations.RunSQL(ADD, "drop function usage_add_level(uuid, text, bigint)"),
        migrations.RunSQL(ROWS, "drop function usage_count_rows()"),
        migrations.RunSQL(TABLE, "drop function usage_count_table(text, text, text)"),
        migrations.RunSQL("revoke all on function usage_count_table(text, text, text) from public", migrations.RunSQL.noop),
    ]
