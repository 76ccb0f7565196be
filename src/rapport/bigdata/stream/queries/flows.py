"""How far each flow from the outbox to the lake is, as the database knows it."""

from django.db import connections

from rapport.bigdata.stream.contracts import Flow

_WAITING = """
select coalesce(sum(facts) filter (where sent_at is null), 0), count(*) filter (where sent_at is null),
       coalesce(extract(epoch from now() - min(oldest_at) filter (where sent_at is null)), 0),
       coalesce(sum(facts), 0), count(*), coalesce(extract(epoch from now() - min(oldest_at)), 0)
  from fact_batch
"""
_PARKED = "select count(*) from parked_fact where consumer = 'lake'"


def list_flows() -> list[Flow]:
    """Return the flows: what waits to be sent, and what the lake does not have; read as the relay."""
    with connections["relay"].cursor() as cursor:
        cursor.execute(_WAITING)
        row = cursor.fetchone() or (0, 0, 0, 0, 0, 0)
        cursor.execute(_PARKED)
        parked = (cursor.fetchone() or (0,))[0]
    return [
        Flow("stream", int(row[0]), int(row[1]), float(row[2]), 0),
        Flow("lake", int(row[3]), int(row[4]), float(row[5]), int(parked)),
    ]
