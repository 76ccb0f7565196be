"""Make what is said of products, categories and the whole add up: minimum trace with diagonal weights (MinT;
Wickramasuriya, Athanasopoulos, Hyndman 2019), solved exactly on the tree of two tiers, the whole given.

Each tier's word counts as much as its errors in practice are small. The whole is learnt by the day and from
most orders, so it leads: categories give way to it, and products to their category.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rapport.analytical.forecast.rules.methods import Floats, Ints

SMALLEST = 1e-12


@dataclass(frozen=True)
class Words:
    """What is said of series (series x steps), and the variance of its errors (series)."""

    said: Floats
    variance: Floats


def reconcile(parts: Words, groups: Words, group_of: Ints, whole: Floats) -> tuple[Floats, Floats]:
    """Return parts and groups that add up to the whole in each step, none below nought.

    `group_of` is the place of each part's group; every group has a part.
    """
    count = len(groups.said)
    spread = np.maximum(parts.variance, SMALLEST)
    spread_of = np.bincount(group_of, spread, count)
    sums = add_up(parts.said, group_of, count)
    own = np.maximum(groups.variance, SMALLEST)
    trust = (own / (own + spread_of))[:, None]
    joint = sums * trust + groups.said * (1 - trust)
    weight = own * spread_of / (own + spread_of)
    middle = joint + (weight / weight.sum())[:, None] * (whole - joint.sum(0))
    middle = _fit(np.maximum(middle, 0), np.zeros(count, int), whole[None])
    low = parts.said + (spread / spread_of[group_of])[:, None] * (middle - sums)[group_of]
    return _fit(np.maximum(low, 0), group_of, middle), middle


def add_up(values: Floats, group_of: Ints, count: int) -> Floats:
    """Return the sums of groups."""
    sums = np.zeros((count, values.shape[1]))
    np.add.at(sums, group_of, values)
    return sums


def _fit(values: Floats, group_of: Ints, wanted: Floats) -> Floats:
    """Scale parts to the sums wanted of their groups; where all parts are nought they share alike."""
    sums = add_up(values, group_of, len(wanted))
    members = np.bincount(group_of, minlength=len(wanted))[:, None]
    share = np.where(sums > 0, wanted / np.where(sums > 0, sums, 1), 0)[group_of]
    alike = np.where(sums > 0, 0, wanted / members)[group_of]
    fitted: Floats = values * share + alike
    return fitted


def round_parts(values: Floats, group_of: Ints, wanted: NDArray[np.int64]) -> Floats:
    """Return whole numbers (series x steps) that add up to the whole sums wanted of their groups: each is
    rounded down, and those with the largest remainders get what is left."""
    rounded = np.floor(values)
    missing = wanted - add_up(rounded, group_of, len(wanted))
    for step in range(values.shape[1]):
        remainder = values[:, step] - rounded[:, step]
        order = np.lexsort((-remainder, group_of))
        starts = np.searchsorted(group_of[order], np.arange(len(wanted)))
        place = np.arange(len(order)) - starts[group_of[order]]
        rounded[order, step] += place < missing[group_of[order], step]
    return rounded
