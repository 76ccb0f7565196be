"""Counting how good all records are: one pass over the customers, by field, person, unit and source."""

from datetime import datetime
from uuid import UUID

from django.db import connection
from psycopg import sql

from rapport.customers.party.contracts import ERASED
from rapport.customers.quality.contracts import JUDGED
from rapport.customers.quality.models import Score
from rapport.customers.quality.rules.flaws import FLAWS
from rapport.kernel.identity.api import list_token_names

FIELDS = (*JUDGED, "country", "language", "birthday", "tax-number", "consent")
ALL, MEMBER, UNIT, SOURCE = "all", "member", "unit", "source"
# What a field asks of a customer: whether it is asked at all, whether it is there.
_ASKED = {"birthday": "kind = 'person'", "tax-number": "kind <> 'person'"}
_FILLED = {
    **{"email": "email", "phone": "phone", "address": "address", "name": "true", "country": "country <> ''"},
    **{"language": "locale <> ''", "birthday": "birth_date is not null", "tax-number": "tax_number <> ''"},
    "consent": "consent",
}
_COUNTS = ", ".join(
    f"count(*) filter (where {_ASKED.get(name, 'true')}),"
    f" count(*) filter (where {_ASKED.get(name, 'true')} and {_FILLED[name]}),"
    f" count(*) filter (where {_ASKED.get(name, 'true')} and {_FILLED[name]} and not '{name}' = any(flawed))"
    for name in FIELDS
)
# `coalesce` keeps parties without any row beside them; a party merged away or erased is nobody to reach.
_COUNT = """
with judged as materialized (
  select p.kind, p.country, p.locale, p.birth_date, p.tax_number, p.unit_id, p.entered_by_id,
         p.batch_id is not null as brought, coalesce(c.email, false) as email,
         coalesce(c.phone, false) as phone, a.party_id is not null as address,
         k.party_id is not null as consent, coalesce(f.fields, '{{}}') as flawed
    from party p
    left join (select party_id, bool_or(kind = 'email') as email, bool_or(kind = 'phone') as phone
                 from contact_point where kind in ('email', 'phone') group by party_id) c on c.party_id = p.id
    left join (select distinct party_id from address where street <> '' and city <> '') a on a.party_id = p.id
    left join (select distinct party_id from consent) k on k.party_id = p.id
    left join (select q.party_id, array_agg(distinct n.field) as fields
                 from quality_flaw q join unnest(%s::text[], %s::text[]) as n(reason, field) using (reason)
                where q.mended_at is null group by q.party_id) f on f.party_id = p.id
   where p.merged_into_id is null and p.name <> %s)
select grouping(unit_id), grouping(entered_by_id), unit_id, entered_by_id, brought, {counts}
  from judged group by grouping sets ((), (unit_id), (entered_by_id, brought))
"""


def count_scores(*, now: datetime) -> int:
    """Count every score anew in one pass; returns how many customers there are. Needs a tenant."""
    with connection.cursor() as cursor:
        cursor.execute("set local enable_nestloop = off")
        statement = sql.SQL(_COUNT).format(counts=sql.SQL(_COUNTS)).as_string(None)
        cursor.execute(statement, [list(FLAWS), list(FLAWS.values()), ERASED])
        rows = cursor.fetchall()
        cursor.execute("set local enable_nestloop = on")
    sums = _sum(rows)
    Score.objects.all().delete()
    Score.objects.bulk_create(
        Score(part=part, key=key, field=field, total=counts[0], filled=counts[1], valid=counts[2], as_of=now)
        for (part, key, field), counts in sums.items()
        if counts[0]
    )
    return sums.get((ALL, "", "name"), [0])[0]


def _sum(rows: list[tuple[object, ...]]) -> dict[tuple[str, str, str], list[int]]:
    """Return the sums by part, key and field; who entered alone, and by which way: file, program or hand."""
    people = {row[3] for row in rows if isinstance(row[3], UUID)}
    programs = list_token_names(people)
    sums: dict[tuple[str, str, str], list[int]] = {}
    for no_unit, no_member, unit_id, member_id, brought, *counts in rows:
        if no_unit and no_member:
            places = [(ALL, "")]
        elif not no_unit:
            places = [(UNIT, str(unit_id or ""))]
        else:
            way = (
                "file"
                if brought
                else "program"
                if member_id in programs
                else "hand"
                if member_id
                else "other"
            )
            places = [(MEMBER, str(member_id or "")), (SOURCE, way)]
        for part, key in places:
            for at, field in enumerate(FIELDS):
                kept = sums.setdefault((part, key, field), [0, 0, 0])
                for place in range(3):
                    kept[place] += int(str(counts[3 * at + place]))
    return sums
