"""Counting touches into a table of the caller's: how often customers were met in which way, month by
month."""

import re
from collections.abc import Sequence
from uuid import UUID

from django.db import connection
from psycopg import sql

from rapport.customers.timeline.contracts import TouchSort

_LOAD = sql.SQL("""
insert into {table} (party_id, kind, month, units)
select t.party_id, coalesce(exact.name, whole.name), date_trunc('month', t.at at time zone %(zone)s)::date,
       count(*)
  from touch t
  left join unnest(%(names)s::text[], %(kinds)s::text[], %(channels)s::text[]) as exact (name, kind, channel)
    on exact.kind = t.kind and exact.channel = t.channel and exact.channel <> ''
  left join unnest(%(names)s::text[], %(kinds)s::text[], %(channels)s::text[]) as whole (name, kind, channel)
    on whole.kind = t.kind and whole.channel = ''
 where t.kind = any(%(kinds)s::text[]) and coalesce(exact.name, whole.name) is not null {some}
 group by 1, 2, 3
""")
_NAME = re.compile(r"[a-z][a-z_]*")


def load_touch_counts(
    table: str, sorts: Sequence[TouchSort], *, zone: str, party_ids: Sequence[UUID] | None = None
) -> None:
    """Insert (party_id, kind: the sort's name, month of `zone`, units) into a temporary table, set-based.

    One row a customer, sort and month; a sort that names a channel goes before one that names none.
    """
    if not _NAME.fullmatch(table):
        raise ValueError("Not the name of a table.")
    some = sql.SQL("and t.party_id = any(%(parties)s)" if party_ids is not None else "")
    with connection.cursor() as cursor:
        cursor.execute(
            _LOAD.format(table=sql.Identifier("pg_temp", table), some=some),
            {
                "zone": zone,
                "names": [one.name for one in sorts],
                "kinds": [one.kind for one in sorts],
                "channels": [one.channel for one in sorts],
                "parties": list(party_ids or ()),
            },
        )
