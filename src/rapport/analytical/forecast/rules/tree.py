"""Products below categories below the whole, week by week: learnt together, made to add up."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from rapport.analytical.forecast.contracts.series import Grain, Measure, Tier
from rapport.analytical.forecast.rules.methods import Floats, Ints
from rapport.analytical.forecast.rules.panel import GRAINS, Key, Panel, Said, speak
from rapport.analytical.forecast.rules.reconcile import Words, add_up, reconcile, round_parts

USUAL = 8
"""Of what nothing can be learnt, the mean of so many weeks is said: it must be something for the sum."""
DAYS = 7


@dataclass(frozen=True)
class Tree:
    """Weekly demand of parts (parts x weeks): products, and at last one part a category for all others.

    `parts` are the products' ids, shorter than the rows by the rests; `groups` the categories' (empty for
    none), `group_of` the place of each row's category, `first` the number of the first week's Monday.
    """

    measure: Measure
    parts: Sequence[str]
    groups: Sequence[str]
    group_of: Ints
    first: int
    values: Floats

    @property
    def ends(self) -> int:
        """The number of the Monday after the last week."""
        return self.first + int(self.values.shape[1]) * DAYS


def speak_of_tree(tree: Tree, whole: Floats) -> tuple[Panel, list[Said]]:
    """Learn how products and categories go on, so that they add up to what the whole will be each week."""
    groups = add_up(tree.values, tree.group_of, len(tree.groups))
    keys = [
        *(Key(tree.measure, Tier.PRODUCT, part) for part in tree.parts),
        *(Key(tree.measure, Tier.REST, group) for group in tree.groups),
        *(Key(tree.measure, Tier.CATEGORY, group) for group in tree.groups),
    ]
    panel = Panel(Grain.WEEK, keys, tree.first, np.concatenate([tree.values, groups]))
    said = speak(panel)
    count = len(tree.values)
    words = _weigh(said, panel.values)
    low, middle = reconcile(
        Words(words.said[:count], words.variance[:count]),
        Words(words.said[count:], words.variance[count:]),
        tree.group_of,
        whole,
    )
    if tree.measure is Measure.REVENUE:
        middle = round_parts(middle, np.zeros(len(middle), int), np.rint(whole)[None].astype(np.int64))
        low = round_parts(low, tree.group_of, middle.astype(np.int64))
    fitted = np.concatenate([low, middle])
    return panel, [_shift(one, point) for one, point in zip(said, fitted, strict=True)]


def _weigh(said: Sequence[Said], values: Floats) -> Words:
    newest = values[:, -USUAL:]
    usual = np.repeat(newest.mean(1, keepdims=True), GRAINS[Grain.WEEK].horizon, axis=1)
    variance = np.abs(newest - newest.mean(1, keepdims=True)).mean(1) ** 2
    for place, one in enumerate(said):
        if one.errors:
            usual[place], variance[place] = one.point, one.errors.error**2
    return Words(usual, variance)


def _shift(one: Said, point: Floats) -> Said:
    """Move a word to where it adds up, and its band along."""
    if one.refusal:
        return one
    moved = point - one.point
    return replace(one, point=point, low=np.clip(one.low + moved, 0, point), high=one.high + moved)


def sum_weeks(came: Floats, said: Floats, weeks: int) -> Floats:
    """Return the whole of so many weeks: the days that came of the first, and what is said of the others."""
    days = np.concatenate([came, said])[: weeks * DAYS]
    summed: Floats = days.reshape(weeks, DAYS).sum(1)
    return summed
