"""Days and moments written for a locale and zone; texts are cached because pages repeat them."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Literal

from babel.dates import (
    format_date,
    format_interval,
    format_skeleton,
    format_time,
    format_timedelta,
    get_day_names,
)

_SOON = timedelta(days=6)


def in_zone(moment: datetime, zone: tzinfo) -> datetime:
    """The moment as clocks of a zone show it; as it is at the ends of the calendar, beyond which none go."""
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return moment


def write_minute(moment: datetime) -> str:
    """The moment to the minute as programs read it."""
    return f"{in_zone(moment, UTC):%Y-%m-%dT%H:%M}Z"


@lru_cache(maxsize=8192)
def write_day(day: date, locale: str, *, this_year: int | None = None) -> str:
    """A calendar day, without the year when it is the current one."""
    if day.year == this_year:
        return format_skeleton("MMMd", day, locale=locale)
    return format_date(day, format="medium", locale=locale)


@lru_cache(maxsize=2048)
def write_long_day(day: date, locale: str) -> str:
    """A day as a heading: Monday, 3 March 2025."""
    return format_date(day, format="full", locale=locale)


@lru_cache(maxsize=512)
def write_month(day: date, locale: str) -> str:
    """A month as a heading: March 2025."""
    return format_skeleton("yMMMM", day, locale=locale)


@lru_cache(maxsize=512)
def write_days(first: date, last: date, locale: str) -> str:
    """A stretch of days as a heading: 3 – 9 March 2025."""
    return format_interval(first, last, "yMMMd", locale=locale)


@lru_cache(maxsize=16)
def list_weekdays(locale: str) -> tuple[str, ...]:
    """The days of the week in short, Monday first."""
    names = get_day_names("abbreviated", context="stand-alone", locale=locale)
    return tuple(names[day] for day in range(7))


@lru_cache(maxsize=8192)
def write_clock(moment: datetime, locale: str) -> str:
    """Hours and minutes of an already local moment."""
    return format_time(moment, format="short", locale=locale)


def write_moment(moment: datetime, locale: str, zone: tzinfo, *, now: datetime) -> str:
    """A moment in the viewer's zone: the clock today, else the day and the clock."""
    local, today = in_zone(moment, zone), now.astimezone(zone).date()
    clock = write_clock(local.replace(second=0, microsecond=0, tzinfo=None), locale)
    if local.date() == today:
        return clock
    return f"{write_day(local.date(), locale, this_year=today.year)} {clock}"


def write_ago(moment: datetime, locale: str, zone: tzinfo, *, now: datetime, short: bool = False) -> str:
    """How long ago (or until) in words within six days, the day beyond; `short` where room is dear."""
    gap = moment - now
    if abs(gap) < _SOON:
        words: Literal["short", "long"] = "short" if short else "long"
        return format_timedelta(gap, add_direction=True, locale=locale, threshold=0.9, format=words)
    today = now.astimezone(zone).date()
    return write_day(in_zone(moment, zone).date(), locale, this_year=today.year)
