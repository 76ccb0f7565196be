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
_TALLIES = "select flow, again, refused from flow_tally"


def list_flows() -> list[Flow]:
    """Return the flows: what waits to be sent, and what the lake does not have; read as the relay."""
    with connections["relay"].cursor() as cursor:
        cursor.execute(_WAITING)
        row = cursor.fetchone() or (0, 0, 0, 0, 0, 0)
        cursor.execute(_PARKED)
        parked = int((cursor.fetchone() or (0,))[0])
        cursor.execute(_TALLIES)
        tallies = {flow: (int(again), int(refused)) for flow, again, refused in cursor.fetchall()}
    return [
        Flow("stream", int(row[0]), int(row[1]), float(row[2]), 0, *tallies.get("stream", (0, 0))),
        Flow("lake", int(row[3]), int(row[4]), float(row[5]), parked, *tallies.get("lake", (0, 0))),
    ]
