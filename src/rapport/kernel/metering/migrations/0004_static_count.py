from django.db import migrations

# Counting rows is what most levels do, with every single insert: its statement is planned once a session.
ROWS = """
create or replace function usage_count_rows() returns trigger language plpgsql as $$
declare
    sign int := case when tg_argv[1] = '-' then -1 else 1 end;
begin
    if tg_argv[2] = 'count(*)' then
        perform usage_add_level(found.tenant_id, tg_argv[0], sign * found.amount)
           from (select r.tenant_id, count(*) as amount from rows r group by r.tenant_id) found;
    else
        execute format(
            'select usage_add_level(found.tenant_id, $1, $2 * found.amount) '
            'from (select r.tenant_id, (%s)::bigint as amount from rows r group by r.tenant_id) found '
            'where found.amount <> 0', tg_argv[2]) using tg_argv[0], sign;
    end if;
    return null;
end $$
"""


class Migration(migrations.Migration):
    dependencies = [("metering", "0003_levels")]

    operations = [migrations.RunSQL(ROWS, migrations.RunSQL.noop)]
