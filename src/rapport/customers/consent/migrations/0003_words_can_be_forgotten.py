from django.db import migrations

from rapport.kernel.tenancy.schema import TENANT

# The ledger stays as it is but for the addresses and proofs of who was erased: the one change, and only to nothing.
FORGET = f"""
create function consent_forget(parties uuid[]) returns void
language sql security definer set search_path = public, pg_temp as $$
    update consent set contact = '', proof = ''
     where tenant_id = {TENANT} and party_id = any(parties)
$$;
revoke all on function consent_forget(uuid[]) from public;
grant execute on function consent_forget(uuid[]) to rapport_app;
"""


class Migration(migrations.Migration):
    dependencies = [("consent", "0002_walls")]

    operations = [migrations.RunSQL(FORGET, "drop function consent_forget(uuid[])")]
