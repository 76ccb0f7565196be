"""EASE: the best linear guess of each product from all others (Steck 2019, "Embarrassingly shallow
autoencoders for sparse data"), in closed form."""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from scipy.linalg import cho_factor, cho_solve
from scipy.sparse import csr_matrix

from rapport.analytical.recommendation.rules.learning.purchases import Floats
from rapport.analytical.recommendation.rules.learning.together import keep_strongest

MOST_PRODUCTS = 5_000
"""Beyond so many the matrix of all pairs no longer is a small thing; the most bought ones are learnt."""
MOST_TIES = 100


@dataclass(frozen=True)
class Ease:
    """Weights from each product to each other, none to itself; negative ones speak against."""

    kind: ClassVar[str] = "ease"
    weights: Floats
    products: int

    @classmethod
    def fit(cls, matrix: Any, ridge: float) -> "Ease":
        """Solve for the weights with `ridge` on the diagonal."""
        known = min(matrix.shape[1], MOST_PRODUCTS)
        part = matrix[:, :known]
        gram = np.asarray((part.T @ part).toarray(), np.float64)
        gram[np.diag_indices(known)] += ridge
        inverse = cho_solve(cho_factor(gram, overwrite_a=True), np.eye(known), overwrite_b=True)
        weights = inverse / -np.diag(inverse)
        np.fill_diagonal(weights, 0.0)
        return cls(weights.astype(np.float32), matrix.shape[1])

    def score(self, history: Any) -> Floats:
        """Return the weighted sum of what was bought; products it never learnt come last."""
        known = len(self.weights)
        scores = np.full((history.shape[0], self.products), np.finfo(np.float32).min, np.float32)
        scores[:, :known] = history[:, :known] @ self.weights
        return scores

    def find_ties(self) -> Any | None:
        """Return the strongest weights that speak for a product."""
        known = len(self.weights)
        strongest = keep_strongest(csr_matrix(np.maximum(self.weights, 0)), MOST_TIES)
        strongest.resize((self.products, self.products)) if known < self.products else None
        return strongest
