"""Reads of the outbox for whoever watches over the installation."""

from dataclasses import dataclass

from django.db import connections

from rapport.kernel.outbox.bus import list_subscriptions

_UNSEEN = """
select coalesce(sum(f.count), 0), coalesce(extract(epoch from now() - min(f.recorded_at)), 0),
       (select count(*) from parked_fact where consumer = %(consumer)s)
  from (select coalesce((select snapshot from fact_cursor where consumer = %(consumer)s), '1:1:') as seen) c
  left join fact f on f.xid >= pg_snapshot_xmin(c.seen) and not pg_visible_in_snapshot(f.xid, c.seen)
                  and (f.name = any(%(names)s) or (f.tenant_id, f.name) in
                       (select * from unnest(%(tenants)s::uuid[], %(wanted)s::text[])))
"""


@dataclass(frozen=True, slots=True)
class Lag:
    """How far a consumer is behind: facts not yet delivered, seconds since the oldest, facts put aside."""

    consumer: str
    facts: int
    seconds: float
    parked: int


def list_lags() -> list[Lag]:
    """Return how far each consumer is behind, read as the relay."""
    lags = []
    with connections["relay"].cursor() as cursor:
        for subscription in list_subscriptions():
            cursor.execute(_UNSEEN, {"consumer": subscription.consumer, **subscription.sought()})
            facts, seconds, parked = cursor.fetchone() or (0, 0, 0)
            lags.append(Lag(subscription.consumer, int(facts), float(seconds), int(parked)))
    return lags
