"""The five V of the data that streams in, measured: volume, velocity, variety, veracity, value."""

from datetime import timedelta

from django.db import connection
from django.utils import timezone

from rapport.bigdata.ingest.api import count_day
from rapport.bigdata.realtime.contracts import FiveV
from rapport.bigdata.realtime.rules.summing import quantile_bound

HOUR, DAY = timedelta(hours=1), timedelta(hours=24)
P95 = 0.95
_SUMS = """
select measure, name, coalesce(sum(count) filter (where minute > %(hour)s), 0), sum(count)
  from live_minute
 where measure in ('in', 'from', 'within', 'whole', 'prompt', 'used')
   and minute > %(day)s and minute <= %(now)s
 group by measure, name
"""


def read_five_v() -> FiveV:
    """Return the five V of the current business; shares have one meaning each (see `FiveV`)."""
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(_SUMS, {"now": now, "hour": now - HOUR, "day": now - DAY})
        rows = [(measure, name, int(hour), int(day)) for measure, name, hour, day in cursor.fetchall()]
    hours: dict[str, dict[str, int]] = {}
    for measure, name, hour, _ in rows:
        hours.setdefault(measure, {})[name] = hour
    total = sum(hours.get("in", {}).values())
    accepted, rejected = count_day(now.date())

    def share(measure: str) -> float | None:
        return hours.get(measure, {}).get("", 0) / total if total else None

    return FiveV(
        hour=total,
        day=sum(day for measure, _, _, day in rows if measure == "in"),
        per_second=total / HOUR.total_seconds(),
        known_within=quantile_bound(hours.get("within", {}), P95),
        names=sum(measure == "in" for measure, *_ in rows),
        sources=sum(measure == "from" for measure, *_ in rows),
        valid=accepted / (accepted + rejected) if accepted + rejected else None,
        whole=share("whole"),
        prompt=share("prompt"),
        used=share("used"),
    )
