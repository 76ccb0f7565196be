"""From the outbox into batches: one statement beside the move of the cursor, so each fact is in one."""

from datetime import date

from django.db import connections

from rapport.bigdata.stream.contracts import LARGEST
from rapport.kernel.outbox.api import open_window

CONSUMER = "stream"
_GATHER = """
with fresh as (
    select id, tenant_id, name, count, recorded_at,
           sum(count) over (partition by tenant_id, name order by id) - count as before
      from fact
     where xid >= pg_snapshot_xmin(%(seen)s::pg_snapshot)
       and not pg_visible_in_snapshot(xid, %(seen)s::pg_snapshot)
)
insert into fact_batch (tenant_id, name, row_ids, facts, oldest_at)
select tenant_id, name, array_agg(id order by id), sum(count), min(recorded_at)
  from fresh
 group by tenant_id, name, before / %(largest)s
 order by min(recorded_at)
"""
_HELD = """
with wanted as (
    select fact_id_at(%(before)s::date::timestamp at time zone 'utc') as first,
           coalesce((select snapshot from fact_cursor where consumer = %(consumer)s), '1:1:') as seen
)
select exists (select from wanted w, fact_batch b where exists (
                   select from unnest(b.row_ids) r where r < w.first))
    or exists (select from wanted w, fact f
                where f.id < w.first and f.xid >= pg_snapshot_xmin(w.seen)
                  and not pg_visible_in_snapshot(f.xid, w.seen))
"""


def gather() -> int:
    """Put every fact since the last time into a batch; returns how many batches came of it.

    The text of the facts stays where it is. Without a stream batches wait here, sixteen bytes a fact.
    """
    with open_window(CONSUMER) as window:
        if window is None:
            return 0
        with connections["relay"].cursor() as cursor:
            cursor.execute(_GATHER, {"seen": window.seen, "largest": LARGEST})
            made = int(cursor.rowcount)
        window.close(made)
    return made


def holds_facts(before: date) -> bool:
    """Tell whether the lake does not have every fact from before a day (UTC); read as the relay."""
    with connections["relay"].cursor() as cursor:
        cursor.execute(_HELD, {"before": before, "consumer": CONSUMER})
        return bool((cursor.fetchone() or (True,))[0])
