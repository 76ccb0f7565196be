"""iALS: customers and products as points, close where one buys the other (Hu, Koren, Volinsky 2008), with
the regularisation that grows with what is known (Rendle, Krichene, Zhang, Koren 2022)."""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from rapport.analytical.recommendation.rules.learning.purchases import Floats

AT_ONCE = 4_000_000
"""So many numbers are held for the customers solved together: 16 MB, whatever the shop's size."""


@dataclass(frozen=True)
class Ials:
    """Points of products; a customer's is solved from what they bought, now or when asked."""

    kind: ClassVar[str] = "ials"
    points: Floats
    unbought: float
    ridge: float

    @classmethod
    def fit(
        cls, matrix: Any, *, factors: int, unbought: float, ridge: float, rounds: int, seed: int
    ) -> "Ials":
        """Solve customers and products in turn, from points drawn by the seed.

        `unbought` is the weight of what was not bought beside 1 for what was; `ridge` holds points small.
        """
        draw = np.random.default_rng(seed)
        points = (draw.standard_normal((matrix.shape[1], factors)) * 0.1 / np.sqrt(factors)).astype(
            np.float32
        )
        turned = matrix.T.tocsr()
        for _ in range(rounds):
            customers = solve(matrix, points, unbought, ridge)
            points = solve(turned, customers, unbought, ridge)
        return cls(points, unbought, ridge)

    def score(self, history: Any) -> Floats:
        """Return how close each product lies to the point of whoever bought this."""
        scores: Floats = solve(history, self.points, self.unbought, self.ridge) @ self.points.T
        return scores

    def find_ties(self) -> Any | None:
        """It works by points."""
        return None


def solve(matrix: Any, others: Floats, unbought: float, ridge: float) -> Floats:
    """Return the best point of each row given the points of the columns: exact least squares, many at once.

    Rows are taken by length, so that those solved together are padded little.
    """
    columns, factors = others.shape
    lengths = np.diff(matrix.indptr)
    points = np.zeros((matrix.shape[0], factors), np.float32)
    padded = np.vstack([others, np.zeros((1, factors), np.float32)])
    everywhere = unbought * (others.T @ others)
    diagonal = np.eye(factors, dtype=np.float32)
    order = np.argsort(lengths, kind="stable")
    order = order[np.searchsorted(lengths[order], 1) :]
    begin = 0
    while begin < len(order):
        end = _reach(lengths, order, begin, factors)
        rows = order[begin:end]
        known = padded[_pad(matrix, rows, int(lengths[rows[-1]]), columns)]
        left = known.transpose(0, 2, 1) @ known + everywhere
        left += (ridge * (lengths[rows] + unbought * columns))[:, None, None].astype(np.float32) * diagonal
        points[rows] = np.linalg.solve(left, known.sum(axis=1)[:, :, None])[:, :, 0]
        begin = end
    return points


def _reach(lengths: Any, order: Any, begin: int, factors: int) -> int:
    """Return how far rows in order of length go together within memory and a quarter of padding."""
    shortest = int(lengths[order[begin]])
    end = begin + int(np.searchsorted(lengths[order[begin:]], shortest * 5 // 4 + 1))
    longest = int(lengths[order[end - 1]])
    return min(end, begin + max(AT_ONCE // (factors * (longest + factors)), 1))


def _pad(matrix: Any, rows: Any, longest: int, empty: int) -> Any:
    """Return the columns of each row, filled up with the number of an empty one."""
    steps = np.arange(longest)
    places = matrix.indptr[rows][:, None] + steps
    there = steps < np.diff(matrix.indptr)[rows][:, None]
    found = matrix.indices[np.minimum(places, len(matrix.indices) - 1)]
    return np.where(there, found, empty)
