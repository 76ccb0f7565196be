"""Windows over what is live: who is here, how far they came, what is looked at, how orders go."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from rapport.bigdata.realtime.contracts import ORDER, PRESENT, WINDOW, Pace, Pulse, Ranked, Step
from rapport.bigdata.realtime.rules.summing import STEPS
from rapport.bigdata.realtime.rules.unusual import FEWEST_WEEKS, judge, surprise

MINUTES = int(WINDOW / timedelta(minutes=1))
SHOWN = 8
WEEKS = 8
_VISITORS = """
select count(*) filter (where seen_at > %(present)s), count(*),
       count(*) filter (where greatest(product_at, cart_at, checkout_at, order_at) > %(since)s),
       count(*) filter (where greatest(cart_at, checkout_at, order_at) > %(since)s),
       count(*) filter (where greatest(checkout_at, order_at) > %(since)s),
       count(*) filter (where order_at > %(since)s), max(seen_at)
  from live_visitor where seen_at > %(since)s
"""
_EVENTS = """
select minute, sum(count) from live_minute
 where measure = 'event' and minute > %(since)s and minute <= %(now)s group by minute
"""
_RANKED = """
select measure, name, max(label), coalesce(sum(count) filter (where minute > %(since)s), 0),
       coalesce(sum(count) filter (where minute <= %(since)s), 0)
  from live_minute
 where measure in ('product', 'source', 'error') and minute > %(before)s and minute <= %(now)s
 group by measure, name
"""
_ORDERS = """
select extract(epoch from %(now)s - happened_at)::bigint from live_event
 where event = %(order)s and happened_at > %(now)s - interval '1 hour' and happened_at <= %(now)s
"""
_WEEKS = """
select (select count(*) from live_event where event = %(order)s and happened_at > w.begins
           and happened_at <= w.begins + interval '1 hour')
  from (select %(now)s - make_interval(weeks => week, hours => 1) as begins
          from generate_series(1, %(weeks)s) as week) w
 where exists (select from live_event where event = %(order)s and happened_at <= w.begins)
"""


def read_pulse() -> Pulse:
    """Return what is going on in the current business now: five queries, however much is going on."""
    now = timezone.now()
    values = {"now": now, "since": now - WINDOW, "before": now - 2 * WINDOW, "present": now - PRESENT}
    visitors = _rows(_VISITORS, values)[0]
    ranked = [
        (row[0], Ranked(row[1], row[2] or row[1], int(row[3]), int(row[4]))) for row in _rows(_RANKED, values)
    ]
    rankings = {
        name: [one for measure, one in ranked if measure == name] for name in ("product", "source", "error")
    }
    return Pulse(
        at=now,
        newest_at=visitors[6],
        visitors=visitors[0],
        funnel=tuple(Step(name, count) for name, count in zip(("page", *STEPS), visitors[1:6], strict=True)),
        products=_trending(rankings["product"]),
        sources=_most(rankings["source"]),
        errors=_most(rankings["error"]),
        pace=_read_pace(values),
        events=_by_minute(_rows(_EVENTS, values), now),
    )


def _trending(found: Sequence[Ranked]) -> tuple[Ranked, ...]:
    """Return what is looked at now, first what rose most above chance over the half hour before."""
    alive = [one for one in found if one.count]
    return tuple(
        sorted(alive, key=lambda one: (-surprise(one.count, one.before), -one.count, one.name))[:SHOWN]
    )


def _most(found: Sequence[Ranked]) -> tuple[Ranked, ...]:
    alive = [one for one in found if one.count]
    return tuple(sorted(alive, key=lambda one: (-one.count, one.name))[:SHOWN])


def _read_pace(values: Mapping[str, Any]) -> Pace:
    """Return the orders of the last hour beside those of the same hour in up to eight weeks before."""
    ages = [int(row[0]) for row in _rows(_ORDERS, {**values, "order": ORDER})]
    weeks = _rows(_WEEKS, {**values, "order": ORDER, "weeks": WEEKS})
    known = [int(row[0]) for row in weeks]
    minutes = [0] * 60
    for age in ages:
        minutes[59 - min(age // 60, 59)] += 1
    usual = sum(known) / len(known) if len(known) >= FEWEST_WEEKS else None
    return Pace(len(ages), usual, judge(len(ages), known), tuple(minutes))


def _by_minute(rows: Sequence[tuple[datetime, int]], now: datetime) -> tuple[int, ...]:
    counted = [0] * MINUTES
    newest = now.replace(second=0, microsecond=0)
    for minute, count in rows:
        age = int((newest - minute) / timedelta(minutes=1))
        if 0 <= age < MINUTES:
            counted[MINUTES - 1 - age] = int(count)
    return tuple(counted)


def _rows(statement: str, values: Mapping[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, dict(values))
        return list(cursor.fetchall())
