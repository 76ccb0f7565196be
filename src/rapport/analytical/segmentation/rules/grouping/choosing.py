"""How many groups there are, and by which method: as many as come out again when the data is drawn anew."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score, silhouette_score
from sklearn.mixture import GaussianMixture
from threadpoolctl import threadpool_limits

from rapport.analytical.segmentation.contracts import CurvePoint, GroupingRefusal
from rapport.analytical.segmentation.rules.grouping.features import Floats
from rapport.analytical.segmentation.rules.grouping.groups import Groups

FEWEST, MOST = 2, 8
CUSTOMERS = 200
"""Fewer customers are no ground for groups."""
SAMPLE, SEEN = 10_000, 3_000
"""Rows the choice is made on, and rows silhouettes are read on."""
DRAWS = 6
STABLE = 0.8
"""The adjusted Rand index two draws must agree by on average."""
APART = 0.2
"""The mean silhouette below which groups lie in each other."""
SMALLEST = 0.02
METHODS = ("k_means", "mixture")


@dataclass(frozen=True)
class Choice:
    """The groups that were chosen, and the curve they were chosen by."""

    groups: Groups
    curve: tuple[CurvePoint, ...]


def choose(
    points: Floats, seed: int, step: Callable[[int, int], None] = lambda done, total: None
) -> Choice | GroupingRefusal:
    """Return the groups with the best silhouette among those that are stable, or why there are none.

    Rows are put in the order of their values first, so ids and their order change nothing; `step` is told
    how far it is, and may raise to stop.
    """
    if len(points) < CUSTOMERS:
        return GroupingRefusal.FEW
    if points.shape[1] < 2 or len(np.unique(points, axis=0)) < CUSTOMERS // 4:
        return GroupingRefusal.ALIKE
    random = np.random.default_rng(seed)
    points = points[np.lexsort(points.T[::-1])]
    sample = points[np.sort(random.permutation(len(points))[:SAMPLE])]
    tries = [(method, count) for method in METHODS for count in range(FEWEST, MOST + 1)]
    curve, tried = [], {}
    with threadpool_limits(1):  # threads that wait for each other cost more than they save on rows this few
        for done, (method, count) in enumerate(tries):
            step(done, len(tries))
            tried[method, count] = fit(sample, method, count, seed)
            curve.append(_judge(tried[method, count], sample, count, seed))
    sound = [one for one in curve if one.sound]
    if not sound:
        return GroupingRefusal.NO_GROUPS
    best = max(sound, key=lambda one: (one.silhouette, -one.clusters))
    return Choice(_in_order(tried[best.method, best.clusters]), tuple(curve))


def fit(points: Floats, method: str, count: int, seed: int) -> Groups:
    """Fit so many groups by one method, the same for the same seed."""
    if method == "k_means":
        found: Any = KMeans(count, n_init=4, random_state=seed).fit(points)
        return Groups(method, found.cluster_centers_)
    found = GaussianMixture(count, reg_covar=1e-2, n_init=1, random_state=seed).fit(points)
    return Groups(method, found.means_, found.precisions_cholesky_, found.weights_)


def _judge(groups: Groups, sample: Floats, count: int, seed: int) -> CurvePoint:
    """Read how far groups lie apart, and how well they come back when the customers are drawn anew."""
    labels = groups.assign(sample)
    sizes = np.bincount(labels, minlength=count) / len(sample)
    random = np.random.default_rng(seed)
    seen = np.sort(random.permutation(len(sample))[:SEEN])
    apart = 0.0
    if len(np.unique(labels[seen])) > 1:
        apart = float(silhouette_score(sample[seen], labels[seen]))
    agreed = []
    for draw in range(DRAWS):
        again = sample[random.integers(0, len(sample), len(sample))]
        other = fit(again, groups.method, count, seed + draw + 1)
        agreed.append(adjusted_rand_score(labels, other.assign(sample)))
    stable = float(np.mean(agreed))
    sound = stable >= STABLE and apart >= APART and float(sizes.min()) >= SMALLEST
    return CurvePoint(groups.method, count, apart, stable, float(sizes.min()), sound)


def _in_order(groups: Groups) -> Groups:
    """Number groups by their middles, so that the same groups have the same numbers."""
    order = np.lexsort(groups.centres.T[::-1])
    return Groups(
        groups.method,
        groups.centres[order],
        None if groups.shapes is None else groups.shapes[order],
        None if groups.weights is None else groups.weights[order],
    )
