"""Days and periods, also those counted from today: “today-7d”, “last-30-days”, “this-month”, “2026-03”."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from rapport.kernel.errors import say
from rapport.kernel.filters.contracts import Span

FIRST_YEAR, LAST_YEAR, FURTHEST = 1600, 2999, 36_500
LONG_AGO, FAR_OFF = 150, 50
"""How many years back and on a day that comes round each year is looked for."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_SHIFTED = re.compile(r"today(?:([+-])(\d{1,5})([dwmy]))?", re.ASCII)
_CALENDAR = re.compile(r"(this|last|next)-(day|week|month|quarter|year)")
_ROLLING = re.compile(r"(last|next)-(\d{1,5})-(day|week|month|year)s", re.ASCII)
_NAMED = re.compile(r"(\d{4})(?:-(?:(\d\d)|Q([1-4])))?", re.ASCII)
_WORDS = {"yesterday": "today-1d", "tomorrow": "today+1d"}
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)", re.ASCII)
NO_DAY = say("Must be a day like 2024-05-31, “today”, “yesterday” or “today-7d”.")
NO_PERIOD = say("Must be a period like “last-30-days”, “this-month”, “2026-03”, “2026-Q1” or “2026”.")
NO_MOMENT = say("Must be a time like 2024-05-31T14:30:00Z.")


def read_day(text: str, today: date) -> date:
    """Return the day a text means; raises ValueError with the reason."""
    wanted = _WORDS.get(text, text)
    if _DAY.fullmatch(wanted):
        return _within_reach(_calendar_day(wanted))
    shifted = _SHIFTED.fullmatch(wanted)
    if shifted is None:
        raise ValueError(NO_DAY)
    sign, count, unit = shifted.groups()
    return shift(today, int(f"{sign}{count}"), unit) if sign else today


def shift(day: date, count: int, unit: str) -> date:
    """Return the day some days, weeks, months or years on (d, w, m, y); a month's end stays within it."""
    if abs(count) > FURTHEST:
        raise ValueError(say("This is too far away."))
    if unit in "dw":
        moved = day.toordinal() + count * (7 if unit == "w" else 1)
        if not date(FIRST_YEAR, 1, 1).toordinal() <= moved <= date(LAST_YEAR, 12, 31).toordinal():
            raise ValueError(say("This is too far away."))
        return date.fromordinal(moved)
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "y" else 1)
    if not FIRST_YEAR * 12 <= months < (LAST_YEAR + 1) * 12:
        raise ValueError(say("This is too far away."))
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, _days_in(year, month + 1)))


def read_period(text: str, today: date) -> Span:
    """Return the days of a period, `end` the first one after it; the last 7 days end with today."""
    if calendar := _CALENDAR.fullmatch(text):
        return _calendar(calendar[1], calendar[2], today)
    if rolling := _ROLLING.fullmatch(text):
        return _rolling(rolling[1], int(rolling[2]), rolling[3], today)
    if named := _NAMED.fullmatch(text):
        return _named(int(named[1]), named[2], named[3])
    raise ValueError(NO_PERIOD)


def read_yearly(text: str, today: date) -> tuple[Span, ...]:
    """Return the stretches of every year that have the days and months of a day or period.

    29 February comes round with the 28th where a year has none.
    """
    span = _read_day_or_period(text, today)
    if (span.end - span.start).days >= 365:
        return (Span(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)),)
    crossed = span.end.year - span.start.year
    years = range(today.year - LONG_AGO, today.year + FAR_OFF)
    return tuple(Span(_in_year(span.start, year), _in_year(span.end, year + crossed)) for year in years)


def _read_day_or_period(text: str, today: date) -> Span:
    try:
        day = read_day(text, today)
    except ValueError:
        return read_period(text, today)
    return Span(day, shift(day, 1, "d"))


def _in_year(day: date, year: int) -> date:
    return (
        date(year, 3, 1)
        if (day.month, day.day) == (2, 29) and _days_in(year, 2) < 29
        else day.replace(year=year)
    )


def read_moment(text: str) -> datetime | None:
    """Return the exact moment (UTC) a text names, None where it is none; raises ValueError."""
    if "T" not in text:
        return None
    if not _MOMENT.fullmatch(text):
        raise ValueError(NO_MOMENT)
    _within_reach(_calendar_day(text[:10]))
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except ValueError as error:
        raise ValueError(NO_MOMENT) from error


def start_of(day: date, zone: str) -> datetime:
    """Return the moment (UTC) at which a day begins in a zone."""
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def _calendar(which: str, unit: str, today: date) -> Span:
    count = {"last": -1, "this": 0, "next": 1}[which]
    if unit == "day":
        start = shift(today, count, "d")
        return Span(start, shift(start, 1, "d"))
    if unit == "week":
        start = shift(today - timedelta(days=today.weekday()), count, "w")
        return Span(start, shift(start, 1, "w"))
    months = {"month": 1, "quarter": 3, "year": 12}[unit]
    first = date(today.year, (today.month - 1) // months * months + 1, 1)
    start = shift(first, count * months, "m")
    return Span(start, shift(start, months, "m"))


def _rolling(which: str, count: int, unit: str, today: date) -> Span:
    if count < 1:
        raise ValueError(NO_PERIOD)
    if which == "last":
        tomorrow = shift(today, 1, "d")
        return Span(shift(tomorrow, -count, unit[0]), tomorrow)
    return Span(today, shift(today, count, unit[0]))


def _named(year: int, month: str | None, quarter: str | None) -> Span:
    if not FIRST_YEAR <= year < LAST_YEAR or (month and not 1 <= int(month) <= 12):
        raise ValueError(NO_PERIOD)
    if quarter:
        start = date(year, int(quarter) * 3 - 2, 1)
        return Span(start, shift(start, 3, "m"))
    start = date(year, int(month) if month else 1, 1)
    return Span(start, shift(start, 1 if month else 12, "m"))


def _calendar_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(say("There is no such day.")) from error


def _days_in(year: int, month: int) -> int:
    after = date(year + month // 12, month % 12 + 1, 1)
    return (after - timedelta(days=1)).day


def _within_reach(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(say("Must lie between %(first)d and %(last)d.", first=FIRST_YEAR, last=LAST_YEAR))
    return day
