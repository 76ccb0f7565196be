"""Groups found in the data: known ones come back, nothing about ids, dates or currencies changes them."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn import metrics

from rapport.analytical.segmentation.contracts import GroupingRefusal
from rapport.analytical.segmentation.rules.grouping.choosing import Choice, choose
from rapport.analytical.segmentation.rules.grouping.drift import MOVED, index_of
from rapport.analytical.segmentation.rules.grouping.features import learn_scales, measure, scale
from rapport.analytical.segmentation.tests.crowds import NOW, draw_crowd


def find(
    rows: NDArray[Any], now: float = NOW, seed: int = 7
) -> tuple[Choice | GroupingRefusal, NDArray[Any]]:
    """Look for groups; return what was chosen and the group of each customer."""
    features = measure(rows, now)
    scales = learn_scales(features)
    if not scales:
        return GroupingRefusal.ALIKE, np.zeros(len(rows))
    points = scale(features, scales)
    choice = choose(points, seed)
    return choice, choice.groups.assign(points) if isinstance(choice, Choice) else np.zeros(len(rows))


def test_known_groups_come_back_and_come_back_the_same() -> None:
    rows, kinds = draw_crowd()
    choice, labels = find(rows)
    assert isinstance(choice, Choice)
    assert len(choice.groups.centres) == 3
    assert metrics.adjusted_rand_score(kinds, labels) > 0.95
    best = next(one for one in choice.curve if one.clusters == 3 and one.method == choice.groups.method)
    assert best.stability > 0.95
    assert (find(rows)[1] == labels).all(), "the same seed, the same groups"
    assert metrics.adjusted_rand_score(labels, find(rows, seed=8)[1]) > 0.97

    shuffled = np.random.default_rng(1).permutation(len(rows))
    dearer, later = rows.copy(), rows.copy()
    for name in ("gross_minor", "returned_minor"):
        dearer[name] *= 137
    for name in ("last", "first"):
        later[name] += 5_000 * 86_400.0
    assert metrics.adjusted_rand_score(labels[shuffled], find(rows[shuffled])[1]) == 1.0
    assert metrics.adjusted_rand_score(labels, find(dearer)[1]) > 0.99
    assert metrics.adjusted_rand_score(labels, find(later, NOW + 5_000 * 86_400.0)[1]) > 0.99


def test_one_giant_bends_nothing() -> None:
    rows, kinds = draw_crowd(100)
    rows["gross_minor"][0] = 1e15
    _choice, labels = find(rows)
    assert metrics.adjusted_rand_score(kinds, labels) > 0.95


@pytest.mark.parametrize(
    ("case", "refusal"),
    [
        ("nobody", GroupingRefusal.ALIKE),
        ("few", GroupingRefusal.FEW),
        ("alike", GroupingRefusal.ALIKE),
        ("one cloud", GroupingRefusal.NO_GROUPS),
    ],
)
def test_where_there_is_nothing_to_find_it_says_so(case: str, refusal: GroupingRefusal) -> None:
    rows, _kinds = draw_crowd(100)
    match case:
        case "nobody":
            rows = rows[:0]
        case "few":
            rows = rows[:30]
        case "alike":
            rows[:] = rows[0]
        case _:
            random = np.random.default_rng(3)
            for name in ("last", "first"):
                rows[name] = NOW - random.uniform(1, 2, len(rows)) * 86_400 * 50
            rows["orders"] = 1
            rows["gross_minor"] = np.rint(5_000 * random.lognormal(0, 0.5, len(rows)))
    assert find(rows)[0] is refusal


def test_negative_money_future_dates_and_gaps_are_no_numbers_that_are_none() -> None:
    rows, _kinds = draw_crowd(80)
    rows["gross_minor"][:5] = -100
    rows["last"][5:10] = NOW + 1e8
    features = measure(rows, NOW)
    points = scale(features, learn_scales(features))
    assert np.isfinite(points).all()
    assert (features["recency"] >= 0).all()


def test_drift_is_none_while_shares_stay() -> None:
    assert index_of([10, 20, 30], [100, 200, 300]) == pytest.approx(0.0)
    assert index_of([50, 50], [95, 5]) > MOVED
    assert index_of([], []) == 0.0
    assert index_of([1, 0], [1, 0]) == 0.0
