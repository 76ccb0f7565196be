"""When a scheduled report is due: a local hour every day, on one day of the week, or on one of the month."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from rapport.analytical.reporting.contracts.sending import Every


def find_next(every: Every, on: int, at: time, zone: tzinfo, after: datetime) -> datetime:
    """Return the first moment (UTC) after another that a schedule names in a zone.

    `on` is the day of the week from Monday as 1, or the day of the month; months that are shorter take their
    last day. An hour the clocks leave out is told an hour later, one they repeat is told the first time.
    """
    for day in _list_days(every, on, after.astimezone(zone).date()):
        moment = datetime.combine(day, at, zone).astimezone(UTC)
        if moment > after:
            return moment
    raise OverflowError("the calendar ends")


def _list_days(every: Every, on: int, first: date) -> Iterator[date]:
    """Yield the days of a schedule, rising, the first of them not after the day it begins with."""
    if every == "month":
        year, month = first.year, first.month
        while True:
            yield date(year, month, min(max(on, 1), monthrange(year, month)[1]))
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    step = timedelta(days=7 if every == "week" else 1)
    day = first - timedelta(days=(first.isoweekday() - on) % 7) if every == "week" else first
    while True:
        yield day
        day += step
