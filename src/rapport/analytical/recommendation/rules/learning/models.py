"""What every model can do, and the simplest of them: what most customers bought."""

from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

import numpy as np

from rapport.analytical.recommendation.rules.learning.purchases import Floats


class Model(Protocol):
    """A model that was learnt."""

    kind: ClassVar[str]

    def score(self, history: Any) -> Floats:
        """Return a score for each product, a row for each row of the histories (sparse, customers by
        products). Histories need not be among those it was learnt from: a basket will do."""

    def find_ties(self) -> Any | None:
        """Return how much having bought one product speaks for another (sparse, from by to), or None where
        the model does not work by such ties."""


@dataclass(frozen=True)
class Popular:
    """What most customers bought, the same for everybody."""

    kind: ClassVar[str] = "popular"
    buyers: Floats

    @classmethod
    def fit(cls, matrix: Any) -> "Popular":
        """Count the customers of each product."""
        return cls(np.asarray(matrix.sum(axis=0), np.float32).ravel())

    def score(self, history: Any) -> Floats:
        """Return the number of buyers, whoever asks."""
        return np.tile(self.buyers, (history.shape[0], 1))

    def find_ties(self) -> Any | None:
        """It knows none."""
        return None
