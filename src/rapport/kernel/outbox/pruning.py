"""Days of the outbox that nobody needs any more go whole, where the installation asks for it.

A day goes once every consumer has had its facts and nobody who registered here still holds them. Parked facts
keep a copy of their own. Unless RAPPORT_OUTBOX_DAYS says how many days stay, all do: a lost lake is filled
from them.
"""

import os
from collections.abc import Callable
from datetime import date, timedelta

import structlog
from django.db import OperationalError, connections, transaction
from django.utils import timezone

from rapport.kernel.outbox.bus import list_subscriptions
from rapport.kernel.outbox.contracts import Subscription

log = structlog.get_logger(__name__)
DAYS = "RAPPORT_OUTBOX_DAYS"
Holder = Callable[[date], bool]
_UNHEARD = """
select exists (
    select from fact f,
         (select coalesce((select snapshot from fact_cursor where consumer = %(consumer)s), '1:1:') as seen) c
     where f.id < fact_id_at(%(before)s::date::timestamp at time zone 'utc')
       and f.xid >= pg_snapshot_xmin(c.seen) and not pg_visible_in_snapshot(f.xid, c.seen)
       and (f.name = any(%(names)s) or (f.tenant_id, f.name) in
            (select * from unnest(%(tenants)s::uuid[], %(wanted)s::text[]))))
"""
_holders: dict[str, Holder] = {}


def register_holder(name: str, holds: Holder) -> None:
    """Have `holds(day)` asked, on the relay's connection, if facts from before a day (UTC) are needed."""
    _holders[name] = holds


def prune() -> date | None:
    """Drop the days before those that stay; returns the first that stays, None where nothing was dropped.

    Nothing goes while anybody needs a fact of those days. Whoever reads facts just now is not waited for
    longer than three seconds: it is tried again the next day.
    """
    said = os.environ.get(DAYS, "")
    days = int(said) if said.isdecimal() else 0
    if days < 1:
        return None
    before = timezone.now().date() - timedelta(days=days)
    waiting = find_holders(before)
    if waiting:
        log.warning("days of the outbox stay: somebody needs them", before=str(before), waiting=waiting)
        return None
    try:
        with transaction.atomic(using="relay"), connections["relay"].cursor() as cursor:
            cursor.execute("select fact_drop_before(%s)", [before])
            dropped = int((cursor.fetchone() or (0,))[0])
    except OperationalError as error:
        log.warning("days of the outbox stay: facts are being read", reason=str(error))
        return None
    log.info("days of the outbox are dropped", before=str(before), days=dropped)
    return before


def find_holders(before: date) -> list[str]:
    """Return who still needs facts from before a day (UTC), by name."""
    unheard = [one.consumer for one in list_subscriptions() if _is_unheard(one, before)]
    return unheard + [name for name, holds in sorted(_holders.items()) if holds(before)]


def find_dropped() -> date | None:
    """Return the day (UTC) before which facts are dropped; None while all are there."""
    with connections["relay"].cursor() as cursor:
        cursor.execute("select max(before) from fact_dropped")
        found: date | None = (cursor.fetchone() or (None,))[0]
    return found


def _is_unheard(one: Subscription, before: date) -> bool:
    with connections["relay"].cursor() as cursor:
        cursor.execute(_UNHEARD, {"consumer": one.consumer, "before": before, **one.sought()})
        return bool((cursor.fetchone() or (True,))[0])
