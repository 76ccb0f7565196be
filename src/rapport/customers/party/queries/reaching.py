"""How parties are reached, for statements over very many of them."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg import sql

from rapport.customers.party.models import Party

# Of several contact points the preferred one, else the one that was verified, else the first that was kept.
_ADDRESSES = sql.SQL("""
with best as (
    select distinct on (c.party_id) c.party_id, c.normal
      from {table} t join contact_point c on c.party_id = t.party_id and c.kind = %(kind)s
     order by c.party_id, c.preferred desc, c.verified_at is null, c.id
)
update {table} t set address = best.normal from best where best.party_id = t.party_id
""")
# As `_ADDRESSES`: the preferred postal address that names a place, else the first that was kept.
_POSTAL = sql.SQL("""
with best as (
    select distinct on (a.party_id) a.party_id,
           left(concat_ws(', ', nullif(a.street, ''), nullif(trim(concat(a.postal_code, ' ', a.city)), ''),
                          nullif(a.region, ''), nullif(a.country, '')), 320) as written
      from {table} t join address a on a.party_id = t.party_id
     where a.street <> '' and a.city <> ''
     order by a.party_id, a.preferred desc, a.id
)
update {table} t set address = best.written from best where best.party_id = t.party_id
""")
_ZONES = sql.SQL("update {table} t set zone = p.zone from party p where p.id = t.party_id and p.zone <> ''")


def load_zones(party_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return the time zones of those of many parties that live on, empty where none is known."""
    rows = Party.objects.filter(id__in=party_ids, merged_into=None)
    return dict(rows.values_list("id", "zone"))


def choose_addresses(table: str, kind: str) -> None:
    """Write into a temporary table with `party_id` and `address` where each party is reached by this kind."""
    with connection.cursor() as cursor:
        cursor.execute(_ADDRESSES.format(table=sql.Identifier("pg_temp", table)), {"kind": kind})


def choose_postal_addresses(table: str) -> None:
    """Write into a temporary table with `party_id` and `address` where each party gets letters on paper.

    An address needs street and town; at most 320 characters of it are written.
    """
    with connection.cursor() as cursor:
        cursor.execute(_POSTAL.format(table=sql.Identifier("pg_temp", table)))


def choose_zones(table: str) -> None:
    """Write into a temporary table with `party_id` and `zone` where each party's clock is, if known."""
    with connection.cursor() as cursor:
        cursor.execute(_ZONES.format(table=sql.Identifier("pg_temp", table)))


def find_blank(statement: str, params: Sequence[Any], field: str) -> tuple[int, str]:
    """Return how many of the parties a statement selects the ids of have no such text, and the name of one.

    `field` is a column of text that every party has; it comes from code, never from a request.
    """
    blank = sql.SQL(
        "select count(*), (array_agg(p.name order by p.id))[1] from party p"
        " where p.{field} = '' and p.id in (select id from ({found}) found)"
    ).format(field=sql.Identifier(field), found=sql.SQL(statement))
    with connection.cursor() as cursor:
        cursor.execute(blank, list(params))
        count, name = cursor.fetchone() or (0, None)
    return int(count), str(name or "")
