"""How good a model's lists are: all products ranked, none that was bought before, customer by customer."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapport.analytical.recommendation.rules.learning.models import Model
from rapport.analytical.recommendation.rules.learning.purchases import Ints
from rapport.analytical.recommendation.rules.learning.ranking import chunks, leave_out, rank

Doubles = NDArray[np.float64]
SHORT, LONG = 10, 20
DRAWS = 1_000
TAIL = 2.5


@dataclass(frozen=True)
class Task:
    """What was known of each customer, and what they then bought that was new to them (both sparse, the same
    rows); `buyers` of each product are those known at the time."""

    history: Any
    bought: Any
    buyers: Doubles

    @property
    def customers(self) -> int:
        """How many are asked about."""
        return int(self.history.shape[0])


@dataclass(frozen=True)
class Measured:
    """One model on one task: a figure a customer, and two of all lists together."""

    ndcg: Doubles
    recall: Doubles
    coverage: float
    novelty: float


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean with the range in which it stays in 95 of 100 drawings of customers."""

    mean: float
    low: float
    high: float


def set_task(history: Any, bought: Any) -> Task:
    """Ask about whoever had bought before and bought something new after."""
    new = bought - bought.multiply(history)
    new.eliminate_zeros()
    chosen = np.flatnonzero((np.diff(history.indptr) > 0) & (np.diff(new.indptr) > 0))
    buyers = np.asarray(history.sum(axis=0), np.float64).ravel()
    return Task(history[chosen], new[chosen], buyers)


def measure(model: Model, task: Task) -> Measured:
    """Rank all products for each customer and compare with what they bought."""
    products = task.history.shape[1]
    found, shown = [], np.zeros(products, bool)
    lists: list[Ints] = []
    for part in chunks(task.customers, products):
        history = task.history[part]
        best = rank(leave_out(model.score(history), history), LONG)
        right = np.zeros((history.shape[0], products), bool)
        rows = np.repeat(np.arange(history.shape[0]), np.diff(task.bought[part].indptr))
        right[rows, task.bought[part].indices] = True
        found.append(np.take_along_axis(right, best, 1))
        shown[best[:, :SHORT]] = True
        lists.append(best[:, :SHORT])
    hits, wanted = np.vstack(found), np.diff(task.bought.indptr)
    known = max(int((task.buyers > 0).sum()), 1)
    share = np.maximum(task.buyers, 1.0) / task.customers
    return Measured(
        ndcg=_gain(hits[:, :SHORT], wanted),
        recall=hits.sum(axis=1) / np.minimum(wanted, hits.shape[1]),
        coverage=float(shown.sum() / known),
        novelty=float(-np.log2(share[np.vstack(lists)]).mean()),
    )


def _gain(hits: NDArray[np.bool_], wanted: Ints) -> Doubles:
    """Return NDCG: hits discounted by the logarithm of their place, beside the best possible list."""
    discount = 1 / np.log2(np.arange(2, hits.shape[1] + 2))
    best = np.r_[0.0, np.cumsum(discount)][np.minimum(wanted, hits.shape[1])]
    gain: Doubles = (hits * discount).sum(axis=1) / best
    return gain


def draw_weights(customers: int, seed: int) -> Doubles:
    """Return how often each customer falls into each of many drawings, the same for every model compared."""
    draws = np.random.default_rng(seed).multinomial(customers, np.full(customers, 1 / customers), DRAWS)
    return draws / customers


def find_interval(values: Doubles, weights: Doubles) -> Interval:
    """Return a mean with its bootstrap interval."""
    low, high = np.percentile(weights @ values, [TAIL, 100 - TAIL])
    return Interval(float(values.mean()), float(low), float(high))
