"""Days and periods in words."""

import re
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy, ngettext_lazy

_SHIFTED = re.compile(r"today([+-])(\d+)([dwmy])", re.ASCII)
_ROLLING = re.compile(r"(last|next)-(\d+)-(day|week|month|year)s", re.ASCII)
_PLAIN = {
    "today": gettext_lazy("today"),
    "yesterday": gettext_lazy("yesterday"),
    "tomorrow": gettext_lazy("tomorrow"),
}
PERIODS = {
    "this-day": gettext_lazy("today"),
    "last-day": gettext_lazy("yesterday"),
    "next-day": gettext_lazy("tomorrow"),
    "this-week": gettext_lazy("this week"),
    "last-week": gettext_lazy("last week"),
    "next-week": gettext_lazy("next week"),
    "this-month": gettext_lazy("this month"),
    "last-month": gettext_lazy("last month"),
    "next-month": gettext_lazy("next month"),
    "this-quarter": gettext_lazy("this quarter"),
    "last-quarter": gettext_lazy("last quarter"),
    "next-quarter": gettext_lazy("next quarter"),
    "this-year": gettext_lazy("this year"),
    "last-year": gettext_lazy("last year"),
    "next-year": gettext_lazy("next year"),
}
"""The periods of the calendar, as filters write them and people say them."""
_COUNTED = {
    "-d": ngettext_lazy("%(count)d day ago", "%(count)d days ago", "count"),
    "-w": ngettext_lazy("%(count)d week ago", "%(count)d weeks ago", "count"),
    "-m": ngettext_lazy("%(count)d month ago", "%(count)d months ago", "count"),
    "-y": ngettext_lazy("%(count)d year ago", "%(count)d years ago", "count"),
    "+d": ngettext_lazy("%(count)d day from now", "%(count)d days from now", "count"),
    "+w": ngettext_lazy("%(count)d week from now", "%(count)d weeks from now", "count"),
    "+m": ngettext_lazy("%(count)d month from now", "%(count)d months from now", "count"),
    "+y": ngettext_lazy("%(count)d year from now", "%(count)d years from now", "count"),
    "last-day": ngettext_lazy("the last day", "the last %(count)d days", "count"),
    "last-week": ngettext_lazy("the last %(count)d week", "the last %(count)d weeks", "count"),
    "last-month": ngettext_lazy("the last %(count)d month", "the last %(count)d months", "count"),
    "last-year": ngettext_lazy("the last %(count)d year", "the last %(count)d years", "count"),
    "next-day": ngettext_lazy("the next day", "the next %(count)d days", "count"),
    "next-week": ngettext_lazy("the next %(count)d week", "the next %(count)d weeks", "count"),
    "next-month": ngettext_lazy("the next %(count)d month", "the next %(count)d months", "count"),
    "next-year": ngettext_lazy("the next %(count)d year", "the next %(count)d years", "count"),
}
"""Days and periods that are counted from today, by direction and unit."""


def say_day(text: str) -> str:
    """Return the words for a day as a filter writes it."""
    if text in _PLAIN:
        return str(_PLAIN[text])
    if shifted := _SHIFTED.fullmatch(text):
        sign, count, unit = shifted.groups()
        return _COUNTED[sign + unit] % {"count": int(count)}
    try:
        if "T" in text:
            return date_format(datetime.fromisoformat(text), "DATETIME_FORMAT")
        return date_format(date.fromisoformat(text), "DATE_FORMAT")
    except ValueError:
        return text


def say_period(text: str) -> str:
    """Return the words for a period as a filter writes it."""
    if text in PERIODS:
        return str(PERIODS[text])
    if rolling := _ROLLING.fullmatch(text):
        which, count, unit = rolling.groups()
        return _COUNTED[f"{which}-{unit}"] % {"count": int(count)}
    return text
