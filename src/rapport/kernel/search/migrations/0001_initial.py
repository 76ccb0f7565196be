from django.db import migrations

from rapport.kernel.tenancy.schema import TENANT, WALL, GateFunction

# Reads go through the gate's function: under row-level security `@>` is no index condition (not leakproof).
# A small pending list keeps single writes cheap; search_tidy empties it after bulk.
TABLE = f"""
create table search_document (
    tenant_id uuid not null default {TENANT},
    kind text not null collate "C",
    record_id uuid not null,
    title text not null,
    text text not null,
    private text not null,
    unit_id uuid,
    owner_id uuid,
    weight int not null,
    grams int4[] not null,
    primary key (tenant_id, kind, record_id)
);
create index search_grams on search_document using gin (grams)
       with (fastupdate = on, gin_pending_list_limit = 65536);
alter table search_document enable row level security, force row level security;
create policy tenant on search_document {WALL};
grant select, insert, update, delete on search_document to rapport_app;

create function search_tidy() returns void
language sql volatile security definer set search_path = public, pg_temp as $$
    select gin_clean_pending_list('search_grams'::regclass)
$$;
revoke all on function search_tidy() from public;
grant execute on function search_tidy() to rapport_app;
"""

# The tenant's clause is written so that no btree is tempting: the grams hold the tenant already, and the
# gram index is the only good way in, also for a tenant the statistics do not know yet.
CANDIDATES = f"""
create function search_candidates(wanted int4[], kinds text[], units uuid[], owners uuid[], most int)
returns table (kind text, record_id uuid, title text, text text, private text, weight int)
language sql stable security definer set search_path = public, pg_temp set enable_seqscan = off as $$
    select d.kind, d.record_id, d.title, d.text, d.private, d.weight
      from search_document d
     where d.grams @> wanted and cardinality(wanted) > 0
       and coalesce(d.tenant_id) = {TENANT} and coalesce(d.kind) = any(kinds)
       and (units is null or d.unit_id = any(units) or d.owner_id = any(owners))
     limit most
$$
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [("tenancy", "0002_walls")]

    operations = [
        migrations.RunSQL(TABLE, migrations.RunSQL.noop),
        GateFunction(
            "search_candidates(int4[], text[], uuid[], uuid[], int)",
            CANDIDATES,
            ["search_document"],
            ["rapport_app"],
        ),
    ]
