"""When occasions are: pure dates. A day has one occasion at most; those named first go before others."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from rapport.analytical.forecast.contracts.occasions import Occasion

Marks = NDArray[np.int64]
ORDER = (
    *(Occasion.CHRISTMAS, Occasion.NEW_YEAR, Occasion.LUNAR, Occasion.SINGLES, Occasion.BLACK_FRIDAY),
    *(Occasion.DOUBLE_TWELVE, Occasion.MID_YEAR, Occasion.VALENTINE, Occasion.EASTER, Occasion.NATIONAL),
    *(Occasion.CLOSED, Occasion.PROMOTION),
    *(Occasion.BEFORE_CHRISTMAS, Occasion.BEFORE_LUNAR, Occasion.MID_AUTUMN),
)
"""Days themselves, then what the business does, then the long stretches that lead up to a feast."""
PROMOTED = 3
"""A campaign is felt on so many days from its first on; later buying is not told from any other."""
FIXED: tuple[tuple[Occasion, tuple[int, int], tuple[int, int]], ...] = (
    (Occasion.NEW_YEAR, (1, 1), (1, 2)),
    (Occasion.VALENTINE, (2, 7), (2, 14)),
    (Occasion.MID_YEAR, (6, 16), (6, 20)),
    (Occasion.NATIONAL, (10, 1), (10, 7)),
    (Occasion.SINGLES, (11, 9), (11, 13)),
    (Occasion.DOUBLE_TWELVE, (12, 10), (12, 14)),
    (Occasion.BEFORE_CHRISTMAS, (12, 1), (12, 23)),
    (Occasion.CHRISTMAS, (12, 24), (12, 26)),
)
LUNAR_FROM = 2015
_NEW_YEARS = """
02-19 02-08 01-28 02-16 02-05 01-25 02-12 02-01 01-22 02-10 01-29 02-17
02-06 01-26 02-13 02-03 01-23 02-11 01-31 02-19 02-08 01-28 02-15 02-04
"""
_MOONS = """
09-27 09-15 10-04 09-24 09-13 10-01 09-21 09-10 09-29 09-17 10-06 09-25
09-15 10-03 09-22 09-12 10-01 09-19 09-08 09-27 09-16 10-04 09-24 09-13
"""
LUNAR_NEW_YEARS = tuple(_NEW_YEARS.split())
"""The first days of Chinese years, from `LUNAR_FROM` on; days of new moons, as a test reckons."""
MID_AUTUMNS = tuple(_MOONS.split())
"""The fifteenth days of eighth Chinese months of the same years; after them nothing is known of the moon."""


def list_yearly(year: int) -> Iterator[tuple[Occasion, date, date]]:
    """Yield the occasions of a year with their first and last day."""
    for occasion, first, last in FIXED:
        yield occasion, date(year, *first), date(year, *last)
    easter = find_easter(year)
    yield Occasion.EASTER, easter - timedelta(days=2), easter + timedelta(days=1)
    thanksgiving = find_thanksgiving(year)
    yield Occasion.BLACK_FRIDAY, thanksgiving, thanksgiving + timedelta(days=4)
    if 0 <= year - LUNAR_FROM < len(LUNAR_NEW_YEARS):
        begin = date.fromisoformat(f"{year}-{LUNAR_NEW_YEARS[year - LUNAR_FROM]}")
        yield Occasion.BEFORE_LUNAR, begin - timedelta(days=21), begin - timedelta(days=1)
        yield Occasion.LUNAR, begin, begin + timedelta(days=6)
        moon = date.fromisoformat(f"{year}-{MID_AUTUMNS[year - LUNAR_FROM]}")
        yield Occasion.MID_AUTUMN, moon - timedelta(days=14), moon


def find_easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (the rule of Lilius and Clavius in Gauss's numbers)."""
    golden, century = year % 19, year // 100
    corrected = century - century // 4 - (8 * century + 13) // 25
    moon = (corrected + 19 * golden + 15) % 30
    moon -= moon // 28 * (1 - moon // 28 * (29 // (moon + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    ahead = moon - weekday
    month = 3 + (ahead + 40) // 44
    return date(year, month, ahead + 28 - 31 * (month // 4))


def find_thanksgiving(year: int) -> date:
    """Return the fourth Thursday of November, the day before Black Friday."""
    first = date(year, 11, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 21)


def mark_days(first: date, days: int, *, closed: Iterable[date] = (), promoted: Iterable[date] = ()) -> Marks:
    """Return for so many days from the first the place of each one's occasion in `ORDER` plus one, 0 for
    none. `promoted` are the days campaigns began or will begin on."""
    spans = [
        span for year in range(first.year - 1, first.year + days // 365 + 3) for span in list_yearly(year)
    ]
    spans += [(Occasion.CLOSED, day, day) for day in closed]
    spans += [(Occasion.PROMOTION, day, day + timedelta(days=PROMOTED - 1)) for day in promoted]
    marks = np.zeros(days, np.int64)
    for occasion, begin, end in sorted(spans, key=lambda span: -ORDER.index(span[0])):
        marks[max((begin - first).days, 0) : max((end - first).days + 1, 0)] = ORDER.index(occasion) + 1
    return marks
