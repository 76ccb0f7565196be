"""Days unlike others: when they are, what is learnt of them, and that nothing is made of chance."""

from datetime import date, timedelta
from math import pi, sin

import numpy as np
import pytest

from rapport.analytical.forecast.contracts.occasions import Occasion, Standing
from rapport.analytical.forecast.contracts.series import Grain, Measure, Tier
from rapport.analytical.forecast.rules.backtest import place_origins
from rapport.analytical.forecast.rules.effects import learn_effects
from rapport.analytical.forecast.rules.methods import Floats, Ints
from rapport.analytical.forecast.rules.occasions import (
    LUNAR_FROM,
    LUNAR_NEW_YEARS,
    MID_AUTUMNS,
    ORDER,
    find_easter,
    find_thanksgiving,
    mark_days,
)
from rapport.analytical.forecast.rules.panel import DAILY, Key, Panel, number_of, speak
from rapport.analytical.forecast.rules.special import study_days

WEEK = np.array([100.0, 80, 90, 110, 140, 180, 50])
FIRST = date(2023, 9, 4)
DAYS = (date(2025, 11, 17) - FIRST).days
"""Black Friday of 2025 lies within the four weeks ahead; two were seen."""


def draw_shop(series: int, lifts: dict[Occasion, float], *, days: int = DAYS, seed: int = 4) -> Floats:
    """Return daily demand with weekdays, noise, and so much more on these occasions; days ahead included."""
    draw = np.random.default_rng(seed)
    marks = mark_days(FIRST, days)
    usual = WEEK[np.arange(days) % 7] * draw.gamma(8, 1 / 8, (series, 1))
    for occasion, lift in lifts.items():
        usual = usual * np.where(marks == ORDER.index(occasion) + 1, lift, 1)
    drawn: Floats = draw.poisson(usual).astype(float)
    return drawn


def mark_all(days: int = DAYS, **more: list[date]) -> Ints:
    """Return the occasions of the days and of those ahead."""
    return mark_days(FIRST, days + DAILY.horizon, **more)


def find_moon(months: int) -> float:
    """Return a new moon as a number of days since noon of 1 January 2000, within some minutes: the mean one
    and the largest terms of Meeus, Astronomical Algorithms (1998), chapter 49."""
    turn = months / 1236.85
    mean = 5.09766 + 29.530588861 * months + 0.00015437 * turn**2
    sun = (2.5534 + 29.1053567 * months) * pi / 180
    moon = (201.5643 + 385.81693528 * months) * pi / 180
    node = (160.7108 + 390.67050284 * months) * pi / 180
    return (
        mean
        - 0.4072 * sin(moon)
        + 0.17241 * sin(sun)
        + 0.01608 * sin(2 * moon)
        + 0.01039 * sin(2 * node)
        + 0.00739 * sin(moon - sun)
        - 0.00514 * sin(moon + sun)
    )


def find_new_moons() -> set[date]:
    """Return the days of new moons by China's clock, and those next to one that comes within ten minutes."""
    days = set()
    for months in range(180, 500):
        for aside in (-1 / 144, 0, 1 / 144):
            local = find_moon(months) + 0.5 + 8 / 24 + aside
            days.add(date(2000, 1, 1) + timedelta(days=int(local)))
    return days


def test_chinese_days_follow_the_moon() -> None:
    moons = find_new_moons()
    for place, text in enumerate(LUNAR_NEW_YEARS):
        day = date.fromisoformat(f"{LUNAR_FROM + place}-{text}")
        assert day in moons
        assert (1, 21) <= (day.month, day.day) <= (2, 20)
        moon = date.fromisoformat(f"{LUNAR_FROM + place}-{MID_AUTUMNS[place]}")
        assert moon - timedelta(days=14) in moons
        assert (9, 7) <= (moon.month, moon.day) <= (10, 8)


def test_moving_days_of_the_west() -> None:
    assert [find_easter(year) for year in (2019, 2024, 2025, 2038)] == [
        date(2019, 4, 21),
        date(2024, 3, 31),
        date(2025, 4, 20),
        date(2038, 4, 25),
    ]
    assert [find_thanksgiving(year).day for year in (2023, 2024, 2025)] == [23, 28, 27]


def test_a_day_has_one_occasion_and_the_narrower_goes_first() -> None:
    marks = mark_days(date(2025, 12, 20), 10, closed=[date(2025, 12, 25)], promoted=[date(2025, 12, 20)])
    named = [ORDER[mark - 1] if mark else None for mark in marks]
    assert named[:4] == [Occasion.PROMOTION] * 3 + [Occasion.BEFORE_CHRISTMAS]
    assert named[4:7] == [Occasion.CHRISTMAS] * 3
    assert named[7:] == [None] * 3


def test_a_feast_is_learnt_and_said_of_the_next_one() -> None:
    values = draw_shop(40, {Occasion.BLACK_FRIDAY: 2.0, Occasion.SINGLES: 1.6}, days=DAYS + DAILY.horizon)
    known = study_days(values[:, :DAYS], DAILY, mark_all())
    place = ORDER.index(Occasion.BLACK_FRIDAY) + 1
    assert (known.effects.standings[:, place] == Standing.USED).mean() > 0.9
    assert np.expm1(known.effects.seen[:, place]).mean() == pytest.approx(1.0, abs=0.1)
    feast = np.flatnonzero(mark_all()[DAYS:] == place)
    came, said = values[:, DAYS + feast], known.study.point[:, feast]
    assert np.abs(said / came.mean(0) - 1).mean() < np.abs(said / 2 / came.mean(0) - 1).mean()
    inside = (came >= known.study.low[:, feast]) & (came <= known.study.high[:, feast])
    assert inside.mean() > 0.6
    assert (known.study.mase[known.used] <= known.without[known.used] * 1.01).all()
    assert known.study.mase.mean() < known.without.mean()


def test_chance_is_seldom_taken_for_an_occasion() -> None:
    effects = learn_effects(draw_shop(100, {}), mark_all(), 7, place_origins(DAYS, DAILY))
    seen = effects.times >= 2
    assert seen.sum() >= 10
    assert (effects.standings[:, seen] == Standing.USED).mean() < 0.02


def test_what_was_seen_once_is_told_and_not_used() -> None:
    values = draw_shop(3, {Occasion.BLACK_FRIDAY: 3.0})[:, 300:]
    marks = mark_all()[300:]
    known = study_days(values, DAILY, marks)
    place = ORDER.index(Occasion.BLACK_FRIDAY) + 1
    assert known.effects.times[place] == 1
    assert set(known.effects.standings[:, place]) == {Standing.ONCE}
    assert not known.effects.changes[:, :, place].any()


def test_nothing_of_occasions_looks_ahead() -> None:
    values, marks = draw_shop(4, {Occasion.SINGLES: 2.0}), mark_all()
    other = values.copy()
    other[:, 700:] = 10_000 * np.random.default_rng(3).random(other[:, 700:].shape)
    origins = [500, 600, 700]
    ours, theirs = (learn_effects(some, marks, 7, origins) for some in (values, other))
    assert (ours.changes == theirs.changes).all()


def test_campaigns_come_often_and_are_learnt_within_a_year() -> None:
    begun = [FIRST + timedelta(days=at) for at in range(40, 280, 33)]
    marks = mark_days(FIRST, 300 + DAILY.horizon, promoted=begun)
    place = ORDER.index(Occasion.PROMOTION) + 1
    draw = np.random.default_rng(2)
    usual = np.tile(WEEK, 43)[:300] * np.where(marks[:300] == place, 1.5, 1)
    values = draw.poisson(usual, (5, 300)).astype(float)
    known = study_days(values, DAILY, marks)
    assert (known.effects.standings[:, place] == Standing.USED).all()
    assert np.expm1(known.effects.seen[:, place]) == pytest.approx(0.5, abs=0.15)


def test_other_money_leaves_occasions_as_they_are() -> None:
    values = draw_shop(3, {Occasion.BLACK_FRIDAY: 2.0})
    plain, scaled = (study_days(some, DAILY, mark_all()) for some in (values, values * 1e6))
    assert scaled.study.point == pytest.approx(plain.study.point * 1e6)
    assert (scaled.effects.standings == plain.effects.standings).all()


def test_closed_days_and_giants_leave_every_figure_finite() -> None:
    closed = [FIRST + timedelta(days=at) for at in range(30, DAYS, 50)]
    marks = mark_all(closed=closed)
    values = draw_shop(3, {})
    values[:, [(day - FIRST).days for day in closed]] = 0
    values[0, 500] = 1e14
    known = study_days(values, DAILY, marks)
    for figures in (known.study.point, known.study.low, known.study.high, known.study.mase):
        assert np.isfinite(figures).all()
    assert (known.study.low <= known.study.point).all()
    place = ORDER.index(Occasion.CLOSED) + 1
    assert (known.effects.standings[1:, place] == Standing.USED).all()


def test_what_is_told_names_the_next_day() -> None:
    values = draw_shop(1, {Occasion.BLACK_FRIDAY: 2.5})
    panel = Panel(Grain.DAY, [Key(Measure.ORDERS, Tier.TOTAL)], number_of(FIRST), values, mark_all())
    (said,) = speak(panel)
    told = {one.occasion: one for one in said.occasions}
    assert told[Occasion.BLACK_FRIDAY].ahead == date(2025, 11, 27)
    assert told[Occasion.BLACK_FRIDAY].standing is Standing.USED
    assert told[Occasion.BLACK_FRIDAY].times == 2
    assert said.without is not None
