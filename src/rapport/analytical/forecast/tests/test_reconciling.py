"""Products add up to their category, categories to the whole; to the penny where it is money."""

import numpy as np
import pytest

from rapport.analytical.forecast.contracts.series import Measure, Tier
from rapport.analytical.forecast.rules.panel import Key, Said
from rapport.analytical.forecast.rules.reconcile import Words, add_up, reconcile, round_parts
from rapport.analytical.forecast.rules.tree import Tree, speak_of_tree, sum_weeks

GROUPS = np.array([0, 0, 1, 1, 1, 2])


def draw_words(seed: int) -> tuple[Words, Words, "np.ndarray[tuple[int], np.dtype[np.float64]]"]:
    """Return words of six parts and three groups that do not add up, and a whole."""
    draw = np.random.default_rng(seed)
    parts = Words(draw.gamma(2, 50, (6, 4)), draw.gamma(1, 20, 6))
    groups = Words(draw.gamma(2, 150, (3, 4)), draw.gamma(1, 20, 3))
    return parts, groups, draw.gamma(2, 400, 4)


@pytest.mark.parametrize("seed", range(5))
def test_all_tiers_add_up_and_nothing_is_below_nought(seed: int) -> None:
    parts, groups, whole = draw_words(seed)
    low, middle = reconcile(parts, groups, GROUPS, whole)
    assert middle.sum(0) == pytest.approx(whole)
    assert add_up(low, GROUPS, 3) == pytest.approx(middle)
    assert (low >= 0).all()


def test_it_is_the_least_squares_answer() -> None:
    """Where nothing would fall below nought: the weighted projection, by a solver that knows no tree."""
    parts = Words(np.array([[100.0], [90], [80], [70], [60], [50]]), np.array([4.0, 1, 9, 2, 3, 5]))
    groups = Words(np.array([[200.0], [205], [55]]), np.array([6.0, 2, 4]))
    whole = np.array([470.0])
    sums = np.array([group == GROUPS for group in range(3)], dtype=float)
    design, known = np.vstack([np.eye(6), sums]), np.concatenate([parts.said, groups.said])[:, 0]
    weights = np.diag(1 / np.concatenate([parts.variance, groups.variance]))
    normal = np.zeros((7, 7))
    normal[:6, :6], normal[6, :6], normal[:6, 6] = design.T @ weights @ design, 1, 1
    expected = np.linalg.solve(normal, np.append(design.T @ weights @ known, whole))[:6]
    low, _ = reconcile(parts, groups, GROUPS, whole)
    assert low[:, 0] == pytest.approx(expected)


def test_a_whole_of_nought_leaves_nought() -> None:
    parts, groups, _ = draw_words(1)
    low, middle = reconcile(parts, groups, GROUPS, np.zeros(4))
    assert (low == 0).all()
    assert (middle == 0).all()


def test_whole_pennies_add_up_to_the_penny() -> None:
    parts, groups, whole = draw_words(2)
    low, middle = reconcile(parts, groups, GROUPS, np.rint(whole))
    cents = round_parts(middle, np.zeros(3, int), np.rint(whole)[None].astype(np.int64))
    assert (cents.sum(0) == np.rint(whole)).all()
    small = round_parts(low, GROUPS, cents.astype(np.int64))
    assert (add_up(small, GROUPS, 3) == cents).all()
    assert (small == np.rint(small)).all()


def test_products_of_a_shop_add_up_to_its_weeks() -> None:
    draw = np.random.default_rng(3)
    values = draw.poisson(draw.gamma(2, 4, (8, 1)), (8, 60)).astype(float) * 100
    tree = Tree(Measure.REVENUE, ["a", "b", "c", "d", "e", "f"], ["x", ""], np.arange(8) % 2, 2, values)
    whole = np.array([9_000.0, 9_500, 8_800, 9_100])
    panel, said = speak_of_tree(tree, whole)
    spoken = {one.key: one for one in said}
    assert len(said) == len(panel.values) == 10
    categories = [spoken[Key(Measure.REVENUE, Tier.CATEGORY, name)].point for name in ("x", "")]
    assert (np.sum(categories, axis=0) == whole).all()
    of_x = [spoken[Key(Measure.REVENUE, Tier.PRODUCT, name)] for name in ("a", "c", "e")]
    rest = spoken[Key(Measure.REVENUE, Tier.REST, "x")]
    assert (np.sum(_points([*of_x, rest]), axis=0) == categories[0]).all()
    assert all((one.low <= one.point).all() and (one.point <= one.high).all() for one in said)


def _points(said: list[Said]) -> list["np.ndarray[tuple[int, int], np.dtype[np.float64]]"]:
    return [one.point for one in said]


def test_a_week_that_has_begun_counts_what_came_of_it() -> None:
    came, said = np.array([10.0, 20.0, 30.0]), np.ones(28)
    assert list(sum_weeks(came, said, 4)) == [64, 7, 7, 7]
    assert list(sum_weeks(came[:0], said, 4)) == [7, 7, 7, 7]
