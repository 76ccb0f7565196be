"""What a figure usually is on such a day, and whether a day stands out: robust, by its own past alone.

The usual of a day is the median of the same weekday in the twelve weeks before. How far days stray from it
is learnt from all eighty-four of them: each is compared with the median of the *other* same weekdays, the
difference divided by the root of that median (which makes busy and quiet days alike where figures are counts
or sums over counts), and the spread is 1.4826 times the median of what is left without its sign (the median
absolute deviation, which equals the standard deviation where chance is normal and is not moved by single
days that stood out). A day outside `width` spreads stands out.

How often that happens where nothing changed was measured on simulated series; `FALSE_ALARMS` holds the worst
of the kinds looked at, and `tests/test_usual.py` reads it again.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from statistics import median

from rapport.analytical.reporting.contracts.alerts import Sense, Side

WIDTHS: dict[Sense, float] = {"keen": 3.0, "usual": 4.0, "calm": 6.0}
"""How many spreads a day may stray."""
FALSE_ALARMS: dict[Sense, int] = {"keen": 50, "usual": 150, "calm": 600}
"""Where nothing changed a figure stands out no more often than once in about so many days."""
WEEKS, FEWEST = 12, 6
SPREAD = 1.4826
_DAY = timedelta(days=1)
LEAST_SHARE = 0.02
"""A spread is at least this share of the usual: figures that never move would ring at a cent."""


@dataclass(frozen=True, slots=True)
class Band:
    """What is usual of a day, and between which ends it stays."""

    usual: float
    low: float
    high: float

    def side(self, value: float) -> Side | None:
        """Return on which side a value stands out, None inside."""
        if value > self.high:
            return "above"
        return "below" if value < self.low else None


def find_band(past: Mapping[date, float], day: date, *, width: float, counts: bool) -> Band | None:
    """Return the band of a day by the weeks before it; None where fewer than six same weekdays are known.

    `counts`: figures of single things, which stray by their root even where nothing happens.
    """
    named: list[list[float]] = [[] for _ in range(7)]
    for back in range(1, 7 * WEEKS + 1):
        value = past.get(day - back * _DAY)
        if value is not None:
            named[(day.weekday() - back) % 7].append(value)
    same = named[day.weekday()]
    if len(same) < FEWEST:
        return None
    usual = median(same)
    left = [one for values in named for one in _stray(values)]
    root = _root(usual)
    spread = max(
        SPREAD * median(left) if left else 0.0,
        LEAST_SHARE * abs(usual) / root,
        1.0 if counts else 0.0,
    )
    away = width * spread * root
    low = usual - away
    if all(value >= 0 for values in named for value in values):
        low = max(low, 0.0)
    return Band(usual, low, usual + away)


def needed_days(day: date, days: int = 1) -> tuple[date, date]:
    """Return the first and last day whose figures judge the last `days` days up to one."""
    return day - (7 * WEEKS + days - 1) * _DAY, day


def _stray(values: Sequence[float]) -> Iterator[float]:
    """Yield how far each day strayed from the others of its name; nothing where those are too few."""
    if len(values) < FEWEST:
        return
    for at, value in enumerate(values):
        usual = median((*values[:at], *values[at + 1 :]))
        yield abs(value - usual) / _root(usual)


def _root(value: float) -> float:
    return sqrt(max(abs(value), 1.0))
