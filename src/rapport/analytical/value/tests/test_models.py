"""The models of what lies ahead: published figures, true parameters found again, and what must not matter."""

import csv
from pathlib import Path

import numpy as np
import pytest
from scipy.special import betaln
from scipy.stats import nbinom

from rapport.analytical.value.rules.potential.bg_nbd import BgNbd
from rapport.analytical.value.rules.potential.bg_nbd import weigh as weigh_bg
from rapport.analytical.value.rules.potential.gamma_gamma import GammaGamma
from rapport.analytical.value.rules.potential.gamma_gamma import weigh as weigh_amounts
from rapport.analytical.value.rules.potential.histories import Floats, Histories
from rapport.analytical.value.rules.potential.holdout import Done, measure_errors
from rapport.analytical.value.rules.potential.learning import Buying, Learnt, compare_models
from rapport.analytical.value.rules.potential.likelihood import Maximum
from rapport.analytical.value.rules.potential.pareto_nbd import ParetoNbd
from rapport.analytical.value.rules.potential.pareto_nbd import weigh as weigh_pareto
from rapport.analytical.value.rules.potential.worth_ahead import Spending
from rapport.analytical.value.rules.window import Window
from rapport.analytical.value.tests.shops import TrueBgNbd

NOBODY = Histories.newcomers()
CUSTOMER = Histories.of([2], [30.43], [38.86])


def _read(data: Path, name: str) -> list[Floats]:
    with (data / "cdnow" / name).open() as file:
        rows = list(csv.reader(file))[1:]
    return list(np.array(rows, np.float64).T[1:])


def _read_summary(data: Path) -> Histories:
    return Histories.of(*_read(data, "cdnow_customers_summary.csv"))


def test_bg_nbd_gives_the_published_figures(data: Path) -> None:
    """Fader, Hardie and Lee (2005): parameters, likelihood, and 1.226 purchases of one customer."""
    histories = _read_summary(data)
    found = BgNbd.fit(histories)
    assert found.maximum.parameters == pytest.approx([0.243, 4.414, 0.793, 2.426], abs=6e-4)
    assert found.maximum.log_likelihood == pytest.approx(-9582.43, abs=0.01)
    assert found.look_ahead(CUSTOMER, 39).mean[0] == pytest.approx(1.226, abs=5e-4)
    assert found.look_ahead(histories, 39).mean.sum() == pytest.approx(1653.4, abs=0.1)


def test_pareto_nbd_gives_the_published_figures(data: Path) -> None:
    """Fader and Hardie's fit of the same customers."""
    found = ParetoNbd.fit(_read_summary(data))
    assert found.maximum.parameters == pytest.approx([0.553, 10.578, 0.606, 11.669], rel=1e-3)
    assert found.maximum.log_likelihood == pytest.approx(-9595.0, abs=0.05)


def test_gamma_gamma_gives_the_published_figures(data: Path) -> None:
    """Fader and Hardie (2013): 946 customers who came back."""
    repeats, _, _, means = _read(data, "cdnow_customers_summary_with_transactions.csv")
    known = repeats > 0
    found = GammaGamma.fit(repeats[known], means[known])
    assert known.sum() == 946
    assert found.maximum.parameters == pytest.approx([6.25, 3.74, 15.44], rel=2e-3)


def test_the_guess_of_cdnow_is_as_far_off_as_published(data: Path) -> None:
    """39 weeks learnt, 39 held out: the errors an independent program read of the same bytes."""
    import io
    import zipfile

    text = zipfile.ZipFile(io.BytesIO((data / "cdnow/CDNOW_sample.zip").read_bytes())).read(
        "CDNOW_sample.txt"
    )
    days = np.array([line.split()[1:3] for line in text.decode().splitlines() if line.strip()])
    when = np.array([f"{day[:4]}-{day[4:6]}-{day[6:]}" for day in days[:, 1]], "datetime64[D]").astype(int)
    pairs = np.unique(np.column_stack((days[:, 0].astype(int), when)), axis=0)
    window = Window(int(when.min()), int(np.datetime64("1997-09-30").astype(int)), int(when.max()))
    each = [pairs[pairs[:, 0] == key, 1] for key in np.unique(pairs[:, 0])]
    before = [one[one <= window.cut] for one in each]
    columns = np.array([(one[0], one[-1], len(one), 100 * (len(one) - 1)) for one in before], float).T
    after = np.array([len(one) for one in each], float) - columns[2]
    buying = Buying.until(window.cut, *columns)
    guess = BgNbd.fit(buying.histories).look_ahead(buying.histories, window.held_out_weeks).mean
    assert (guess.sum(), after.sum()) == (pytest.approx(1653.4, abs=0.1), 1882)
    assert np.abs(guess - after).mean() == pytest.approx(0.7855, abs=1e-4)
    assert np.sqrt(((guess - after) ** 2).mean()) == pytest.approx(1.608, abs=1e-3)


@pytest.fixture(scope="module")
def drawn() -> tuple[Histories, Floats]:
    """A simulated shop: 4,000 customers over a year and a half, and what they did in the year after."""
    return TrueBgNbd(0.8, 6.0, 1.2, 5.0).draw(4000, 78, 52, seed=11)


def test_true_parameters_are_found_again(drawn: tuple[Histories, Floats]) -> None:
    found = BgNbd.fit(drawn[0]).maximum
    assert found.found
    distance = np.abs(found.parameters - np.array([0.8, 6.0, 1.2, 5.0])) / found.errors
    assert distance.max() < 3.5


def test_the_guess_of_a_simulated_shop_holds(drawn: tuple[Histories, Floats]) -> None:
    """What is expected, how often nothing, and the spread: all three within chance of what came."""
    histories, after = drawn
    outlook = BgNbd.fit(histories).look_ahead(histories, 52)
    spread = np.sqrt((outlook.pairs + outlook.mean - outlook.mean**2).sum())
    assert abs(outlook.mean.sum() - after.sum()) < 4 * spread
    chance = np.sqrt((outlook.none * (1 - outlook.none)).sum())
    assert abs(outlook.none.sum() - (after == 0).sum()) < 4 * chance


def _with(parameters: list[float]) -> Maximum:
    return Maximum(np.array(parameters), np.zeros(len(parameters)), 0.0, True)


@pytest.mark.parametrize("a", [0.3, 1.0, 2.5])
@pytest.mark.parametrize("repeats", [0, 3, 40])
def test_what_is_expected_is_the_sum_over_all_counts(a: float, repeats: int) -> None:
    """E[N] = Σ P(N ≥ n): each count by the probability of so many and of not having left before."""
    r, alpha, b, weeks, age = 0.7, 5.0, 2.4, 60.0, 50.0
    model = BgNbd(_with([r, alpha, a, b]))
    outlook = model.look_ahead(Histories.of([repeats], [age if repeats else 0], [age]), weeks)
    counts = np.arange(1, 5000)
    power, scale = r + repeats, alpha + age
    reach = nbinom.sf(counts - 1, power, scale / (scale + weeks))
    stays = np.exp(betaln(a, b + repeats + counts - 1) - betaln(a, b + repeats))
    alive = outlook.alive[0]
    assert outlook.mean[0] == pytest.approx(alive * (reach * stays).sum(), rel=1e-7)
    assert outlook.pairs[0] == pytest.approx(alive * (2 * (counts - 1) * reach * stays).sum(), rel=1e-6)
    assert outlook.none[0] == pytest.approx(1 - alive * (reach * stays)[0], rel=1e-9)


@pytest.mark.parametrize(
    ("weigh", "parameters"),
    [(weigh_bg, [0.3, 5.0, 0.9, 2.0]), (weigh_pareto, [0.6, 9.0, 0.7, 12.0])],
    ids=["bg_nbd", "pareto_nbd"],
)
def test_slopes_are_those_of_the_likelihood(
    weigh: object, parameters: list[float], drawn: tuple[Histories, Floats]
) -> None:
    histories = drawn[0].part(slice(0, 300))
    assert callable(weigh)
    _, slopes = weigh(np.array(parameters), histories)
    for axis, slope in enumerate(slopes):
        step = np.zeros(4)
        step[axis] = 1e-5
        up, down = (weigh(np.array(parameters) + side * step, histories)[0] for side in (1, -1))
        assert slope == pytest.approx((up - down) / 2e-5, rel=1e-4, abs=1e-3)


def test_slopes_of_amounts_are_those_of_their_likelihood() -> None:
    counts, means, given = np.array([1.0, 2, 9]), np.array([3.0, 7, 5]), np.array([2.0, 3.0, 4.0])
    for axis, slope in enumerate(weigh_amounts(given, counts, means)[1]):
        step = np.eye(3)[axis] * 1e-6
        up, down = (weigh_amounts(given + side * step, counts, means)[0] for side in (1, -1))
        assert slope == pytest.approx((up - down) / 2e-6, rel=1e-5)


@pytest.mark.parametrize("kind", [BgNbd, ParetoNbd])
def test_neither_order_nor_folding_matters(
    kind: type[BgNbd] | type[ParetoNbd], drawn: tuple[Histories, Floats]
) -> None:
    histories = drawn[0].part(slice(0, 1500))
    shuffled = histories.part(np.random.default_rng(1).permutation(len(histories)))
    both = [kind.fit(one).maximum for one in (histories, shuffled)]
    assert both[0].parameters == pytest.approx(both[1].parameters, rel=1e-4)
    assert histories.fold().counts.sum() == len(histories)


def test_the_unit_of_money_does_not_matter() -> None:
    draw = np.random.default_rng(5)
    counts = draw.integers(1, 9, 400).astype(float)
    means = draw.gamma(6 * counts, draw.gamma(4, 300, 400) / counts)
    euros, cents = GammaGamma.fit(counts, means), GammaGamma.fit(counts, means * 100)
    assert cents.maximum.parameters == pytest.approx(euros.maximum.parameters * [1, 1, 100], rel=1e-5)
    assert cents.expect(counts, means * 100) == pytest.approx(euros.expect(counts, means) * 100, rel=1e-5)


@pytest.mark.parametrize("kind", [BgNbd, ParetoNbd])
def test_extreme_histories_give_sound_answers(kind: type[BgNbd] | type[ParetoNbd]) -> None:
    """A daily buyer for ten years, one of today, one who stopped at once; parameters far apart."""
    extreme = Histories.of([3600, 0, 1, 400, 0], [520, 0, 0.1, 100, 0], [520, 0, 500, 500, 520])
    for parameters in ([0.01, 0.01, 0.01, 0.01], [50, 500, 30, 0.02], [0.2, 4, 1, 2.5], [0.5, 10, 2, 900]):
        outlook = kind(_with(list(map(float, parameters)))).look_ahead(extreme, 52)
        for column in (outlook.alive, outlook.mean, outlook.pairs, outlook.none):
            assert np.isfinite(column).all()
            assert (column >= -1e-9).all()
        assert outlook.alive.max() <= 1 + 1e-9
        assert outlook.none.max() <= 1 + 1e-9


def test_customers_who_all_did_the_same_are_refused_or_answered() -> None:
    """No spread, no peak: the fit says so instead of giving a number."""
    same = Histories.of(np.full(200, 3.0), np.full(200, 20.0), np.full(200, 40.0))
    for kind in (BgNbd, ParetoNbd):
        found = kind.fit(same).maximum
        assert not found.found or np.isfinite(found.parameters).all()
    buying = Buying(same, Spending(np.full(200, 3.0), np.full(200, 500.0)))
    done = Done(np.full(200, 3.0), np.full(200, 1500.0))
    for tried in compare_models(buying, done, Window(0, 280, 560)):
        assert np.isfinite(tried.errors.root_error)


def test_an_interval_of_eight_in_ten_holds_eight_in_ten(drawn: tuple[Histories, Floats]) -> None:
    """Amounts drawn as Gamma-Gamma says; more than eight in ten, since many buy nothing and none is exact."""
    histories, after = drawn
    draw = np.random.default_rng(2)
    rate = draw.gamma(4.0, 1 / 9000, len(histories))
    sums = [draw.gamma(5 * np.maximum(count, 1), 1 / rate) for count in (histories.repeats, after)]
    means = np.where(histories.repeats > 0, sums[0] / np.maximum(histories.repeats, 1), 0.0)
    buying = Buying(histories, Spending(histories.repeats, means))
    learnt = Learnt(BgNbd.fit(histories), buying.fit_amounts())
    ahead = learnt.look_ahead(buying)
    money = np.where(after > 0, sums[1], 0.0)
    errors = measure_errors(ahead, Done(after, money), histories, 52)
    assert 0.78 < errors.inside < 0.93
    assert ahead.money.sum() == pytest.approx(money.sum(), rel=0.1)
    assert (learnt.discount(buying, 0.1) < learnt.discount(buying, 0.0)).all()
