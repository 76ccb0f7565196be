"""Stretches of days figures are of, by the name they have in an address, and the stretch before each.

`7d`, `28d`, `90d` and `365d` end with yesterday, since today is not over; `month`, `quarter` and `year`
are those
under way; `all` has no ends; `2026-01-01..2026-01-31` is said by its days.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

NAMES = ("7d", "28d", "90d", "365d", "month", "quarter", "year", "all")
DEFAULT = "28d"
_DAYS = re.compile(r"^(\d{1,3})d$")
_ENDS = re.compile(r"^(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)$")
ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both within; without ends where None."""

    first: date | None
    last: date | None

    @property
    def days(self) -> int:
        """How many days, 0 without ends."""
        return (self.last - self.first).days + 1 if self.first and self.last else 0


def read_period(text: str, today: date) -> Period:
    """Return the days of a name or of two days; raises ValueError."""
    if found := _ENDS.match(text):
        first, last = date.fromisoformat(found[1]), date.fromisoformat(found[2])
        if first > last:
            raise ValueError(text)
        return Period(first, last)
    if (found := _DAYS.match(text)) and text in NAMES:
        return Period(today - int(found[1]) * ONE, today - ONE)
    starts = {
        "month": today.replace(day=1),
        "quarter": today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1),
        "year": today.replace(month=1, day=1),
    }
    if text in starts:
        return Period(starts[text], today)
    if text == "all":
        return Period(None, None)
    raise ValueError(text)


def before(period: Period, *, years: int = 0) -> Period | None:
    """Return the stretch of as many days just before, or the same days of a year before; None without
    ends."""
    if period.first is None or period.last is None:
        return None
    away = timedelta(days=364 * years) if years else timedelta(days=period.days)
    try:
        return Period(period.first - away, period.last - away)
    except OverflowError:
        return None


def grain_of(period: Period) -> str:
    """Return the step a curve over a stretch is best drawn in: days, weeks or months."""
    if not period.days or period.days > 400:
        return "month"
    return "day" if period.days <= 45 else "week"
