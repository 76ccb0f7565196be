"""Item to item: products that the same customers bought, few common customers drawn towards none."""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from scipy.sparse import csr_matrix

from rapport.analytical.recommendation.rules.learning.purchases import Floats, Ints

MOST_TIES = 100


@dataclass(frozen=True)
class Together:
    """Cosine of the customers of two products, with `shrink` added below: chance meetings count little."""

    kind: ClassVar[str] = "together"
    ties: Any

    @classmethod
    def fit(cls, matrix: Any, shrink: float) -> "Together":
        """Count common customers in one product of sparse matrices, weigh them, keep each one's strongest."""
        common = count_common(matrix)
        buyers = np.asarray(matrix.sum(axis=0), np.float64).ravel()
        rows = np.repeat(np.arange(common.shape[0]), np.diff(common.indptr))
        under = np.sqrt(buyers[rows] * buyers[common.indices]) + shrink
        weights = csr_matrix((common.data / under, common.indices, common.indptr), common.shape)
        return cls(keep_strongest(weights, MOST_TIES))

    def score(self, history: Any) -> Floats:
        """Return the sum of the ties from what was bought."""
        return np.asarray((history @ self.ties).toarray(), np.float32)

    def find_ties(self) -> Any | None:
        """Return the ties themselves."""
        return self.ties


def count_common(matrix: Any) -> Any:
    """Return how many customers bought both of two products; a product and itself are no pair."""
    common = (matrix.T @ matrix).tocsr()
    common.setdiag(0)
    common.eliminate_zeros()
    common.sort_indices()
    return common


def keep_strongest(weights: Any, most: int) -> Any:
    """Return each row's strongest positive entries; of equals the one of the lower column stays."""
    rows = np.repeat(np.arange(weights.shape[0]), np.diff(weights.indptr))
    order = np.lexsort((weights.indices, -weights.data, rows))
    place: Ints = np.arange(len(order)) - weights.indptr[rows[order]]
    kept = order[(place < most) & (weights.data[order] > 0)]
    chosen = csr_matrix(
        (weights.data[kept].astype(np.float32), (rows[kept], weights.indices[kept])), weights.shape
    )
    chosen.sort_indices()
    return chosen
