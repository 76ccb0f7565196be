"""Which model stays: parameters chosen on one stretch of time, all compared on the next, popularity unless
one is surely better."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.analytical.recommendation.rules.learning.measuring import (
    Doubles,
    Interval,
    Measured,
    Task,
    draw_weights,
    find_interval,
    measure,
    set_task,
)
from rapport.analytical.recommendation.rules.learning.purchases import Bought
from rapport.analytical.recommendation.rules.learning.recipes import POPULAR, Recipe, list_recipes

SHARE = 0.1
"""Of all that was bought the newest tenth is held out to compare, the tenth before it to choose
parameters."""
FEWEST = 30
MOST_ASKED = 5_000
Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class Judged:
    """One recipe on the time held out: its figures, and by how much its NDCG beats popularity's."""

    recipe: Recipe
    ndcg: Interval
    recall: Interval
    gain: Interval
    coverage: float
    novelty: float


@dataclass(frozen=True)
class Choice:
    """What stays, and every kind's best as it was judged, the best first."""

    recipe: Recipe
    judged: tuple[Judged, ...]
    customers: int
    cut_day: int


def choose(bought: Bought, *, seed: int, tell: Tell = lambda done, total: None) -> Choice | None:
    """Return the model that stays, or None where too few bought something new in the time held out.

    A model stays before popularity only where the interval of its gain lies above nothing.
    """
    first, second, end = cut_days(bought)
    chosen_on = _hold_out(bought, first, second, seed)
    judged_on = _hold_out(bought, second, end, seed)
    if min(chosen_on.customers, judged_on.customers) < FEWEST:
        return None
    finalists = find_finalists(bought.before(first).matrix(), chosen_on, seed=seed, tell=tell)
    matrix = bought.before(second).matrix()
    rows = [(recipe, measure(recipe.fit(matrix, seed), judged_on)) for _, recipe in finalists]
    judged = judge(rows, draw_weights(judged_on.customers, seed))
    best = finalists[0][1]
    sure = next(one for one in judged if one.recipe == best).gain.low > 0
    return Choice(best if sure else POPULAR, judged, judged_on.customers, second)


def find_finalists(
    matrix: Any, task: Task, *, seed: int, tell: Tell = lambda done, total: None
) -> list[tuple[float, Recipe]]:
    """Return each kind's best parameters with their NDCG on a task, the best kind first."""
    customers, products = matrix.shape
    recipes = list_recipes(customers, products, matrix.nnz)
    found: dict[str, tuple[float, Recipe]] = {}
    for number, recipe in enumerate(recipes):
        tell(number, len(recipes))
        rating = float(measure(recipe.fit(matrix, seed), task).ndcg.mean())
        if recipe.kind not in found or rating > found[recipe.kind][0]:
            found[recipe.kind] = (rating, recipe)
    return sorted(found.values(), key=lambda one: (-one[0], one[1].kind))


def judge(rows: Sequence[tuple[Recipe, Measured]], weights: Doubles) -> tuple[Judged, ...]:
    """Return measured recipes with their intervals, the best first; popularity must be among them."""
    base = next(measured.ndcg for recipe, measured in rows if recipe.kind == POPULAR.kind)
    judged = [
        Judged(
            recipe,
            find_interval(measured.ndcg, weights),
            find_interval(measured.recall, weights),
            find_interval(measured.ndcg - base, weights),
            measured.coverage,
            measured.novelty,
        )
        for recipe, measured in rows
    ]
    return tuple(sorted(judged, key=lambda one: (-one.ndcg.mean, one.recipe.kind)))


def cut_days(bought: Bought) -> tuple[int, int, int]:
    """Return the days on which the two stretches held out begin, and the day after the last."""
    days = np.sort(bought.day)
    if not len(days):
        return 0, 0, 0
    first, second = (int(days[int(len(days) * (1 - share))]) for share in (2 * SHARE, SHARE))
    return first, second, int(days[-1]) + 1


def _hold_out(bought: Bought, cut: int, end: int, seed: int) -> Task:
    """Ask about what was bought between two days by whoever had bought before, so many of them at most."""
    task = set_task(bought.before(cut).matrix(), bought.between(cut, end).matrix())
    if task.customers <= MOST_ASKED:
        return task
    drawn = np.sort(np.random.default_rng(seed).permutation(task.customers)[:MOST_ASKED])
    return Task(task.history[drawn], task.bought[drawn], task.buyers)
