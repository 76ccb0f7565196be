"""Integrals the models need, in forms that neither cancel nor overflow where the published series do."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from rapport.analytical.value.rules.potential.histories import Floats

NODES = 24
EVEN_NODES = 16
LEFT_NOTHING = 36.0
"""After so many e-folds an exponential is below what a double can add."""


@lru_cache(maxsize=4096)
def beta_nodes(left: float, right: float) -> tuple[Floats, Floats]:
    """Return nodes and weights of the mean over Beta(left, right): Gauss and Jacobi's rule.

    By the eigenvalues of the recurrence (Golub and Welsch, 1969), weights normed to one.
    """
    below, above = right - 1.0, left - 1.0
    degree = np.arange(1.0, NODES)
    total = 2 * degree + below + above
    middle = np.empty(NODES)
    middle[0] = (above - below) / (below + above + 2)
    middle[1:] = (above**2 - below**2) / (total * (total + 2))
    square = 4 * degree * (degree + below) * (degree + above) * (degree + below + above)
    with np.errstate(invalid="ignore"):
        beside = square / (total**2 * (total + 1) * (total - 1))
    # The first one by its limit: below + above may be -1, where both sides vanish.
    beside[0] = 4 * (1 + below) * (1 + above) / ((2 + below + above) ** 2 * (3 + below + above))
    matrix = np.diag(middle) + np.diag(np.sqrt(beside), 1) + np.diag(np.sqrt(beside), -1)
    values, vectors = np.linalg.eigh(matrix)
    nodes = np.clip((1 + values) / 2, 1e-300, 1.0)
    return nodes, vectors[0] ** 2


@lru_cache(maxsize=1)
def even_nodes() -> tuple[Floats, Floats]:
    """Return nodes and weights of Gauss and Legendre's rule on 0 … 1."""
    nodes, weights = np.polynomial.legendre.leggauss(EVEN_NODES)
    return (nodes + 1) / 2, weights / 2


def mean_over(values: Floats, weights: Floats) -> Floats:
    """Return each row's mean over the nodes; without the linear algebra whose threads wait for each other."""
    mean: Floats = np.einsum("ij,j->i", values, weights)
    return mean


def dying(power: Floats, start: Floats, end: Floats, *, alpha: float, beta: float, rate: float) -> "Dying":
    """Return ∫ (α+τ)^-power (β+τ)^-(rate+1) dτ over start … end for each row, in logarithms.

    This is the difference of two hypergeometric functions in the Pareto/NBD likelihood, which cancels; the
    integral is a sum of positive terms. It runs over log(α+τ), in which the integrand falls as an exponential
    at most, and ends where nothing of that is left.
    """
    nodes, weights = even_nodes()
    first = np.log(alpha + start)
    span = np.minimum(np.log((alpha + end) / (alpha + start)), LEFT_NOTHING / (power + rate))
    log_above = first[:, None] + span[:, None] * nodes
    above = np.exp(log_above)
    below = above + (beta - alpha)
    log_below = np.log(below)
    height = -(power[:, None] - 1) * log_above - (rate + 1) * log_below
    top = height.max(axis=1)
    share = np.exp(height - top[:, None]) * weights
    total = share.sum(axis=1)
    with np.errstate(divide="ignore"):  # no time to leave in: the logarithm of nothing
        whole = np.log(span) + top + np.log(total)
    return Dying(whole, share / total[:, None], above, below, log_above, log_below)


@dataclass(frozen=True)
class Dying:
    """An integral over moments of leaving: its logarithm, and means over those moments for its slopes."""

    log: Floats
    share: Floats
    above: Floats
    below: Floats
    log_above: Floats
    log_below: Floats

    def mean_logs(self) -> tuple[Floats, Floats]:
        """Return the means of log(α+τ) and log(β+τ)."""
        return self._mean(self.log_above), self._mean(self.log_below)

    def mean_inverses(self) -> tuple[Floats, Floats]:
        """Return the means of 1/(α+τ) and 1/(β+τ)."""
        return self._mean(1 / self.above), self._mean(1 / self.below)

    def _mean(self, values: Floats) -> Floats:
        mean: Floats = np.einsum("ij,ij->i", self.share, values)
        return mean
