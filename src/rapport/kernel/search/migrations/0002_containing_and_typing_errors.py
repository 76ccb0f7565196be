import sys
import unicodedata

from django.db import migrations

from rapport.kernel.tenancy.schema import TENANT, GateFunction


def _marks() -> str:
    """Return the ranges of combining marks as a class of PostgreSQL's regular expressions."""
    ranges: list[tuple[int, int]] = []
    for code in range(sys.maxunicode + 1):
        if unicodedata.category(chr(code)) == "Mn":
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1] = (ranges[-1][0], code)
            else:
                ranges.append((code, code))
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)


# The same folding as `rules.fold`: no case, no accents, no width. The recheck runs on the few candidates only.
FOLDING = f"""
create function search_fold(given text) returns text
language sql immutable strict parallel safe cost 50 as $$
    select case when given ~ '^[\\x01-\\x7f]*$' then lower(given)
           else normalize(regexp_replace(normalize(casefold(given collate pg_unicode_fast), NFKD),
                                         '[{_marks()}]', '', 'g'), NFC) end
$$;
create function search_holds(given text, patterns text[]) returns boolean
language sql immutable strict parallel safe cost 200 as $$
    select coalesce(bool_and(search_fold(given) collate pg_unicode_fast ~ one), true) from unnest(patterns) one
$$;
"""
NO_FOLDING = "drop function search_holds(text, text[]); drop function search_fold(text)"

HAVING = f"""
create function search_having(wanted int4[], of_kind text) returns setof uuid
language sql stable security definer rows 500 set search_path = public, pg_temp set enable_seqscan = off as $$
    select d.record_id from search_document d
     where d.grams @> wanted and cardinality(wanted) > 0
       and coalesce(d.tenant_id) = {TENANT} and coalesce(d.kind) = of_kind
$$
"""

# Each of the three sets holds what a misspelt word may be: one of it must be there, and all of `wanted`.
NEARLY = f"""
create function search_nearly(wanted int4[], one int4[], two int4[], three int4[], kinds text[],
                              units uuid[], owners uuid[], most int)
returns table (kind text, record_id uuid, title text, text text, private text, weight int)
language sql stable security definer set search_path = public, pg_temp set enable_seqscan = off as $$
    select d.kind, d.record_id, d.title, d.text, d.private, d.weight
      from search_document d
     where d.grams && one and d.grams && two and d.grams && three and d.grams @> wanted
       and coalesce(d.tenant_id) = {TENANT} and coalesce(d.kind) = any(kinds)
       and (units is null or d.unit_id = any(units) or d.owner_id = any(owners))
     limit most
$$
"""


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [
        migrations.RunSQL(FOLDING, NO_FOLDING),
        GateFunction("search_having(int4[], text)", HAVING, ["search_document"], ["rapport_app"]),
        GateFunction(
            "search_nearly(int4[], int4[], int4[], int4[], text[], uuid[], uuid[], int)",
            NEARLY,
            ["search_document"],
            ["rapport_app"],
        ),
    ]
