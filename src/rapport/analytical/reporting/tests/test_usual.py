"""The band of what is usual: how often it speaks for nothing, and whether it speaks when it should."""

from collections.abc import Callable
from datetime import date, timedelta
from math import exp
from random import Random

import pytest

from rapport.analytical.reporting.contracts.alerts import Sense
from rapport.analytical.reporting.rules.usual import FALSE_ALARMS, WIDTHS, find_band

FIRST = date(2026, 1, 5)
WEEK = (1.0, 0.9, 0.95, 1.1, 1.4, 1.8, 0.5)
Draw = Callable[[Random, float], float]


def poisson(dice: Random, mean: float) -> float:
    """Draw how often something happens that happens `mean` times on such a day."""
    if mean > 200:
        return max(round(dice.gauss(mean, mean**0.5)), 0)
    limit, count, product = exp(-mean), 0, dice.random()
    while product > limit:
        count, product = count + 1, product * dice.random()
    return float(count)


def spread_out(dice: Random, mean: float) -> float:
    """Draw a count whose mean itself strays by a quarter from day to day."""
    return poisson(dice, mean * dice.gammavariate(16, 1 / 16))


def takings(dice: Random, mean: float) -> float:
    """Draw a day's money: as many orders as chance has it, each of another value."""
    return sum(dice.lognormvariate(8.0, 0.7) for _ in range(int(poisson(dice, mean))))


def share(dice: Random, mean: float) -> float:
    """Draw a share of two hundred."""
    return sum(dice.random() < 0.05 * mean / 40 for _ in range(200)) / 200


KINDS: dict[str, tuple[Draw, float, bool]] = {
    "few": (poisson, 2.0, True),
    "tens": (poisson, 40.0, True),
    "thousands": (poisson, 3_000.0, True),
    "straying": (spread_out, 60.0, True),
    "money": (takings, 30.0, False),
    "share": (share, 40.0, False),
}


def simulate(kind: str, seed: int, days: int) -> dict[date, float]:
    """Return a series with a weekly rhythm in which nothing changes."""
    draw, mean, _counts = KINDS[kind]
    dice = Random(seed)
    return {
        FIRST + timedelta(days=at): draw(dice, mean * (WEEK[at % 7] if kind != "share" else 1.0))
        for at in range(days)
    }


def count_outside(kind: str, series: dict[date, float]) -> dict[Sense, int]:
    """Return how many of the days after the first twelve weeks stand out, for each sense."""
    outside: dict[Sense, int] = dict.fromkeys(WIDTHS, 0)
    for day in sorted(series)[84:]:
        for sense, width in WIDTHS.items():
            band = find_band(series, day, width=width, counts=KINDS[kind][2])
            assert band is not None
            outside[sense] += band.side(series[day]) is not None
    return outside


@pytest.mark.parametrize("kind", KINDS)
def test_it_seldom_speaks_where_nothing_changed(kind: str) -> None:
    judged = 250
    outside = count_outside(kind, simulate(kind, 1, 84 + judged))
    for sense, days in FALSE_ALARMS.items():
        assert outside[sense] <= judged / days + 2, (kind, outside)


@pytest.mark.parametrize("kind", ["tens", "thousands", "money"])
def test_it_speaks_when_a_day_brings_twice_as_much(kind: str) -> None:
    series = simulate(kind, 7, 84 + 28)
    heard = 0
    for day in sorted(series)[84:]:
        band = find_band(series, day, width=WIDTHS["usual"], counts=KINDS[kind][2])
        assert band is not None
        heard += band.side(series[day] * 2.2) == "above"
    assert heard >= 22


def test_a_day_that_stood_out_moves_the_next_band_by_little() -> None:
    series = simulate("tens", 3, 85)
    last = max(series)
    before = find_band(series, last, width=4, counts=True)
    after = find_band(series | {last - timedelta(days=7): 10_000.0}, last, width=4, counts=True)
    assert before and after
    assert after.high - before.high < 0.25 * before.high


def test_little_is_said_of_little() -> None:
    known = {FIRST + timedelta(days=7 * at): 5.0 for at in range(5)}
    assert find_band(known, FIRST + timedelta(days=35), width=4, counts=True) is None
    known[FIRST + timedelta(days=35)] = 5.0
    band = find_band(known, FIRST + timedelta(days=42), width=4, counts=True)
    assert band is not None and band.low == 0.0 and band.side(5.0) is None and band.side(15.0) == "above"
