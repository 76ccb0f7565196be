"""What is pure: models that find what is true, errors by their definition, reasons that add up."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.analytical.churn.contracts import Refusal
from rapport.analytical.churn.rules.calibration import calibrate
from rapport.analytical.churn.rules.contracts_table import Encoding
from rapport.analytical.churn.rules.contractual import JudgedContracts, judge_contracts
from rapport.analytical.churn.rules.features import NAMES, Features
from rapport.analytical.churn.rules.judging import measure_auc
from rapport.analytical.churn.rules.learning import Learnt, RiskModel, learn
from rapport.analytical.churn.rules.logistic import fit_linear, sigmoid
from rapport.analytical.churn.rules.rhythm import choose_horizon
from rapport.analytical.churn.rules.survival import estimate_survival

TRUE = np.linspace(-1, 1, len(NAMES))


def draw_cut(seed: int, customers: int = 3000) -> Features:
    """Return customers whose true odds are `TRUE` of their features."""
    draw = np.random.default_rng(seed)
    values = draw.normal(size=(customers, len(NAMES)))
    return Features(values, (draw.random(customers) < sigmoid(values @ TRUE + 0.3)).astype(np.float64))


def test_true_weights_are_found() -> None:
    cut = draw_cut(1, 40_000)
    assert cut.left is not None
    found = fit_linear(cut.values, cut.left)
    assert found.weights == pytest.approx(TRUE, abs=0.06)


def test_columns_that_tell_everything_or_nothing_leave_weights_finite() -> None:
    left = np.repeat([0.0, 1.0], 200)
    values = np.column_stack([left * 5, np.ones(400), np.full(400, 7.0)])
    found = fit_linear(values, left)
    assert np.isfinite(found.weights).all()
    assert found.weights[1:] == pytest.approx([0, 0])
    assert found.score(values)[-1] > 3


@given(st.lists(st.tuples(st.integers(0, 6), st.booleans()), min_size=2, max_size=40))
def test_the_area_is_the_share_of_pairs_in_order(rows: list[tuple[int, bool]]) -> None:
    risk, left = np.array([row[0] for row in rows], float), np.array([row[1] for row in rows], float)
    gone, stayed = risk[left > 0], risk[left == 0]
    if not len(gone) or not len(stayed):
        assert measure_auc(risk, left) == 0.5
        return
    wins = (gone[:, None] > stayed).mean() + (gone[:, None] == stayed).mean() / 2
    assert measure_auc(risk, left) == pytest.approx(wins)


@pytest.mark.parametrize("customers", [400, 8000])
def test_probabilities_come_true_after_calibration(customers: int) -> None:
    draw = np.random.default_rng(2)
    scores = draw.normal(size=customers)
    left = (draw.random(customers) < sigmoid(2 * scores - 1)).astype(np.float64)
    found = calibrate(scores * 5, left)
    risk = found.apply(scores * 5)
    assert float(np.abs(risk - sigmoid(2 * scores - 1)).mean()) < 0.05
    assert (np.diff(risk[np.argsort(scores)]) >= -1e-12).all()
    again = type(found).from_json(found.as_json())
    assert again.apply(scores) == pytest.approx(found.apply(scores))


def test_the_best_is_chosen_and_its_error_is_that_of_unseen_time() -> None:
    found = learn([draw_cut(seed) for seed in range(4)])
    assert isinstance(found, Learnt)
    assert found.model.kind == "both"
    assert found.errors.brier < found.errors.base_brier
    assert found.candidates["both"] < min(found.candidates["rates"], found.candidates["habits"])


def test_reasons_add_up_to_the_whole_difference() -> None:
    found = learn([draw_cut(seed) for seed in range(3)])
    assert isinstance(found, Learnt)
    linear, some = found.model.linear, draw_cut(9, 50).values
    moved = (linear.score(some) - linear.level) * found.model.calibration.slope
    assert sum(found.model.explain(some).values()) == pytest.approx(moved)
    again = RiskModel.from_json(found.model.kind, found.model.as_json())
    assert again.score(some) == pytest.approx(found.model.score(some))


def test_reasons_stay_when_other_customers_are_drawn() -> None:
    """Two samples of one shop give the same first reason to nearly everybody."""
    first, second = (learn([draw_cut(seed + start) for seed in range(4)]) for start in (10, 20))
    assert isinstance(first, Learnt)
    assert isinstance(second, Learnt)
    some = draw_cut(99, 500).values
    one, other = (np.column_stack(list(each.model.explain(some).values())) for each in (first, second))
    assert (np.abs(one).argmax(axis=1) == np.abs(other).argmax(axis=1)).mean() > 0.95


def test_what_guesses_no_better_than_the_mean_is_refused() -> None:
    cuts = [draw_cut(seed, 400) for seed in range(3)]
    assert isinstance(learn(cuts), Learnt)
    assert cuts[0].left is not None
    turned = Features(cuts[0].values, 1 - cuts[0].left)
    assert learn([turned, *cuts[1:]]) is Refusal.NO_BETTER
    alike = [Features(cut.values, np.ones(400)) for cut in cuts]
    assert learn(alike) is Refusal.ALL_ALIKE
    assert learn([cut.part(slice(40)) for cut in cuts]) is Refusal.FEW


@pytest.mark.parametrize(("gap", "horizon"), [(0, 28), (30, 35), (35, 35), (36.2, 42), (900, 182)])
def test_the_horizon_is_whole_weeks_within_bounds(gap: float, horizon: int) -> None:
    assert choose_horizon(gap) == horizon


def test_survival_is_the_product_limit() -> None:
    """The remission times of Freireich's 6-MP group, as textbooks work them (Kalbfleisch, Prentice)."""
    times = np.array([6, 6, 6, 7, 10, 13, 16, 22, 23, 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35], float)
    ended = np.array([1] * 9 + [0] * 12, float)
    found = estimate_survival(times, ended)
    at = dict(zip(found.times.tolist(), found.shares.tolist(), strict=True))
    assert [round(at[week], 3) for week in (6, 7, 10, 13, 16, 22, 23)] == [
        *(0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448)
    ]
    assert found.median() == 23
    assert (found.low <= found.shares).all()
    assert (found.shares <= found.high).all()


def test_contracts_with_holes_words_and_nonsense_are_read() -> None:
    draw = np.random.default_rng(5)
    months = draw.integers(1, 60, 600)
    left = (draw.random(600) < sigmoid(1.5 - months / 12)).astype(np.float64)
    hole = draw.random(600) < 0.4
    table = {
        "months": ["" if one else str(month) for one, month in zip(hole, months, strict=True)],
        "plan": draw.choice(["basic", "plus", "套餐"], 600).tolist(),
        "same": ["x"] * 600,
        "id": [f"C{number}" for number in range(600)],
        "odd": draw.choice(["inf", "-inf", "1e999", "7"], 600).tolist(),
    }
    found = judge_contracts(table, left)
    assert isinstance(found, JudgedContracts)
    assert found.errors.auc > 0.65
    assert np.isfinite(found.guesses).all()
    columns = Encoding.learn(table, np.arange(600))
    assert (set(columns.numbers), set(columns.words)) == ({"months"}, {"plan", "odd"})
    assert judge_contracts(table, np.ones(600)) is Refusal.ALL_ALIKE
    assert judge_contracts({"same": ["x"] * 600}, left) is Refusal.NO_BETTER
