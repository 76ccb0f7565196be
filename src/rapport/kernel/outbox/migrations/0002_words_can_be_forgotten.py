from django.db import migrations

from rapport.kernel.tenancy.schema import TENANT, WALL

# Facts do not change but for the words of who was erased, which the owner's functions overwrite for one business.
FORGET = f"""
create policy forgetting on fact to current_user {WALL};

create function fact_find(words text[]) returns table (id uuid, payload jsonb, body bytea)
language sql security definer set search_path = public, pg_temp as $$
    select f.id, f.payload, f.body from fact f
     where f.tenant_id = {TENANT} and (f.body is not null or f.payload::text like any(words))
$$;

create function fact_overwrite(wanted uuid, words jsonb, packed bytea) returns void
language sql security definer set search_path = public, pg_temp as $$
    update fact set payload = words, body = packed where id = wanted and tenant_id = {TENANT}
$$;
revoke all on function fact_find(text[]), fact_overwrite(uuid, jsonb, bytea) from public;
grant execute on function fact_find(text[]), fact_overwrite(uuid, jsonb, bytea) to rapport_app;
"""
BACK = """
drop function fact_overwrite(uuid, jsonb, bytea);
drop function fact_find(text[]);
drop policy forgetting on fact;
"""


class Migration(migrations.Migration):
    dependencies = [("outbox", "0001_initial")]

    operations = [migrations.RunSQL(FORGET, BACK)]
