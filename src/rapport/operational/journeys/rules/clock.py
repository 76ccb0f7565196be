"""When a time of day comes next where somebody lives, also in nights when clocks are changed."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo


def next_at(clock: time, zone: ZoneInfo, now: datetime) -> datetime:
    """Return the next moment (UTC) after `now` at which the wall there shows this time.

    A time that is skipped on that day comes as much later as the clock was put forward; of one that comes
    twice the second counts. The database reckons the same (`operations.moving`).
    """
    day = now.astimezone(zone).date()
    for ahead in range(3):
        wall = datetime.combine(day + timedelta(days=ahead), clock, tzinfo=zone)
        moment = max(wall.astimezone(UTC), wall.replace(fold=1).astimezone(UTC))
        if moment > now:
            return moment
    raise AssertionError("every day has every time of day, skipped ones as their next")
