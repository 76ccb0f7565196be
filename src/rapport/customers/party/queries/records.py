"""All living customers in one stream, as a search for duplicates compares them."""

from datetime import datetime
from pathlib import Path

from django.db import connection
from django.db.models import Max

from rapport.customers.party.models import Party

_RECORDS = """
copy (
    select p.id, p.kind, p.name, p.given_name as given, p.family_name as family,
           to_char(p.birth_date, 'YYYYMMDD') as birth, e.normal as email, t.normal as phone, a.street,
           coalesce(nullif(a.city, ''), p.city) as city, a.postal_code as postcode, a.region
      from party p
      left join (select distinct on (party_id) party_id, normal from contact_point where kind = 'email'
                  order by party_id, preferred desc, id) e on e.party_id = p.id
      left join (select distinct on (party_id) party_id, normal from contact_point where kind = 'phone'
                  order by party_id, preferred desc, id) t on t.party_id = p.id
      left join (select distinct on (party_id) party_id, street, city, postal_code, region from address
                  order by party_id, preferred desc, id) a on a.party_id = p.id
     where p.merged_into_id is null and p.kind in ('person', 'company')
) to stdout (format csv, header)
"""


def write_records(file: Path) -> None:
    """Write every living person and company of the business as CSV: id, kind, name, given, family, birth
    (YYYYMMDD), and of the preferred of each email, phone (normal forms), street, city, postcode, region.

    Within the transaction of a tenant; in constant memory.
    """
    with connection.cursor() as cursor, file.open("wb") as target:
        cursor.execute("set local enable_nestloop = off")  # the planner knows nothing of a new tenant
        with cursor.copy(_RECORDS) as copy:
            for block in copy:
                target.write(block)


def find_last_change() -> datetime | None:
    """Return when a customer was last written (UTC); None where there are none."""
    last: datetime | None = Party.objects.aggregate(last=Max("updated_at"))["last"]
    return last
