"""What the methods and the back-test promise, on processes whose truth is known."""

from collections.abc import Callable

import numpy as np
import pytest

from rapport.analytical.forecast.contracts.series import Grain, Measure, Refusal, Tier
from rapport.analytical.forecast.rules.backtest import study
from rapport.analytical.forecast.rules.methods import METHODS, Floats, Method
from rapport.analytical.forecast.rules.methods import smoothing as ets
from rapport.analytical.forecast.rules.methods.intermittent import Intermittent
from rapport.analytical.forecast.rules.panel import DAILY, Key, Panel, speak
from rapport.analytical.forecast.rules.refusals import find_refusals
from rapport.analytical.forecast.rules.window import choose_first, choose_last

WEEK = np.array([100.0, 80, 90, 110, 140, 180, 50])
# fmt: off
PUBLISHED = np.array([
    30, 21, 29, 31, 40, 48, 53, 47, 37, 39, 31, 29, 17, 9, 20, 24, 27, 35, 41, 38, 27,
    31, 27, 26, 21, 13, 21, 18, 33, 35, 40, 36, 22, 24, 21, 20, 17, 14, 17, 19, 26, 29,
], dtype=float)
# fmt: on
every_method = pytest.mark.parametrize("method", METHODS, ids=lambda method: method.name)


def draw_shop(series: int, days: int = 210, seed: int = 1) -> Floats:
    """Return series with weekdays, levels of their own and noise."""
    draw = np.random.default_rng(seed)
    levels = draw.gamma(4, 0.5, (series, 1))
    drawn: Floats = draw.poisson(levels * WEEK[np.arange(days) % 7]).astype(float)
    return drawn


def test_smoothing_says_what_statsmodels_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """ETSModel(error add, damped trend, season 7) of statsmodels 0.14, the same start and parameters."""
    monkeypatch.setattr(ets, "ALPHAS", (0.2,))
    monkeypatch.setattr(ets, "TRENDS", ((0.1, 0.9),))
    monkeypatch.setattr(ets, "GAMMAS", (0.1,))
    said = ets.DampedSmoothing().forecast(PUBLISHED[None], [len(PUBLISHED)], 7, 10)[0, 0]
    theirs = [26.0947498, 19.5574271, 23.22795846, 21.26173662, 22.61868148, 22.52176302, 20.51026746]
    assert said == pytest.approx([*theirs, 25.94218448, 19.42011831, 23.10438054])


@every_method
def test_no_method_looks_ahead(method: Method) -> None:
    values = draw_shop(5)
    other = values.copy()
    other[:, 120:] = 10_000 * np.random.default_rng(3).random(other[:, 120:].shape)
    origins = [100, 120]
    assert (method.forecast(values, origins, 7, 28) == method.forecast(other, origins, 7, 28)).all()


@every_method
def test_a_method_says_the_same_of_a_series_alone_and_among_others(method: Method) -> None:
    values = draw_shop(6)
    among = method.forecast(values, [150, 210], 7, 28)[:, 3]
    assert method.forecast(values[3:4], [150, 210], 7, 28)[:, 0] == pytest.approx(among)


def test_weekdays_without_noise_are_recovered() -> None:
    learnt = study(np.tile(WEEK, (1, 30)), DAILY)
    assert learnt.point[0] == pytest.approx(np.tile(WEEK, 4), rel=1e-6)


def test_a_noisy_week_is_recovered_within_its_noise_and_beats_the_yardstick() -> None:
    learnt = study(draw_shop(200), DAILY)
    assert learnt.mase.mean() < 0.85 * learnt.naive.mean()
    shape = learnt.point.reshape(200, 4, 7).mean(1)
    assert shape.sum(0) / shape.sum() == pytest.approx(WEEK / WEEK.sum(), abs=0.01)


def test_the_band_holds_what_it_says() -> None:
    """Judged in practice, and on four weeks that were not there when it was drawn."""
    values = draw_shop(300, days=238, seed=9)
    learnt = study(values[:, :210], DAILY)
    came = values[:, 210:]
    truly = ((came >= learnt.low) & (came <= learnt.high)).mean()
    assert 0.74 < learnt.inside.mean() < 0.87
    assert 0.74 < truly < 0.87


@pytest.mark.parametrize("scale", [0.01, 100.0, 1e9])
def test_other_money_changes_nothing_but_the_money(scale: float) -> None:
    values = draw_shop(8)
    plain, scaled = study(values, DAILY), study(values * scale, DAILY)
    assert (plain.method == scaled.method).all()
    assert scaled.point == pytest.approx(plain.point * scale)
    assert scaled.low == pytest.approx(plain.low * scale, abs=1e-6 * scale)
    assert scaled.mase == pytest.approx(plain.mase)
    assert scaled.inside == pytest.approx(plain.inside)


def test_other_dates_change_nothing() -> None:
    keys = [Key(Measure.REVENUE, Tier.TOTAL)]
    values = draw_shop(1)
    here, there = (speak(Panel(Grain.DAY, keys, first, values))[0] for first in (5_000, 8_333))
    assert (here.method, here.errors) == (there.method, there.errors)
    assert (here.point == there.point).all()


def test_what_nobody_buys_any_more_is_not_expected_for_ever() -> None:
    values = np.zeros((1, 200))
    values[0, 5:100:6] = 4
    ahead = Intermittent().forecast(values, [100, 200], 7, 28)[:, 0, 0]
    assert ahead[0] == pytest.approx(4 / 6, rel=0.5)
    assert ahead[1] < 0.1 * ahead[0]


def _last_weeks_silent(values: Floats) -> None:
    values[:, -60:] = 0


def _ever_the_same(values: Floats) -> None:
    values[:] = 3


def _hardly_any(values: Floats) -> None:
    values[:] = 0
    values[:, -20:-17] = 1


@pytest.mark.parametrize(
    ("spoil", "refusal"),
    [
        (_last_weeks_silent, Refusal.QUIET),
        (_ever_the_same, Refusal.CONSTANT),
        (_hardly_any, Refusal.SHORT),
    ],
)
def test_what_cannot_be_learnt_is_refused(spoil: Callable[[Floats], None], refusal: Refusal) -> None:
    values = draw_shop(2)
    spoil(values[:1])
    assert list(find_refusals(values, DAILY)) == [refusal, None]


def test_a_giant_day_leaves_every_figure_finite() -> None:
    values = draw_shop(3)
    values[0, 150] = 1e14
    learnt = study(values, DAILY)
    for figures in (learnt.point, learnt.low, learnt.high, learnt.mase, learnt.inside, learnt.scores):
        assert np.isfinite(figures).all()
    assert (learnt.low <= learnt.point).all()
    assert (learnt.point <= learnt.high).all()


def test_days_are_learnt_from_after_the_last_long_silence() -> None:
    days = np.array([0, 1, 2, 100, 101, 150, 151])
    assert choose_first(days, 151) == 150
    assert choose_first(np.array([-9_000, *range(100, 152)]), 151) == 100
    assert (choose_last(151, 160), choose_last(151, 400)) == (160, 151)
