"""Integrals the models need, in forms that neither cancel nor overflow where the published series do."""

from functools import lru_cache

import numpy as np
from scipy.special import logsumexp

from rapport.analytical.value.rules.potential.histories import Floats

NODES = 24


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
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    return (nodes + 1) / 2, weights / 2


def dying(power: Floats, start: Floats, end: Floats, *, alpha: float, beta: float, rate: float) -> "Dying":
    """Return ∫ (α+τ)^-power (β+τ)^-(rate+1) dτ over start … end for each row, in logarithms.

    This is the difference of two hypergeometric functions in the Pareto/NBD likelihood, which cancels; the
    integral is a sum of positive terms. The steep fall is taken out of the integrand by its own scale.
    """
    nodes, weights = even_nodes()
    steep = (power + rate)[:, None]
    reach = np.log((alpha + end) / (alpha + start))[:, None]
    whole = -np.expm1(-steep * reach)
    grown = np.exp(-np.log1p(-whole * nodes) / steep)
    moment = (alpha + start)[:, None] * grown - alpha
    above, below = alpha + moment, beta + moment
    share = np.log(weights) + (rate + 1) * (np.log(above) - np.log(below))
    with np.errstate(divide="ignore"):  # no time to leave in: the logarithm of nothing
        front = np.log(whole[:, 0]) - np.log(steep[:, 0]) - steep[:, 0] * np.log(alpha + start)
    return Dying(front, share, above, below)


class Dying:
    """An integral over moments of leaving: its logarithm, and means over those moments for its slopes."""

    def __init__(self, front: Floats, share: Floats, above: Floats, below: Floats) -> None:
        total = logsumexp(share, axis=1)
        self.log = front + total
        self._share = np.exp(share - total[:, None])
        self._above, self._below = above, below

    def mean_logs(self) -> tuple[Floats, Floats]:
        """Return the means of log(α+τ) and log(β+τ)."""
        return self._mean(np.log(self._above)), self._mean(np.log(self._below))

    def mean_inverses(self) -> tuple[Floats, Floats]:
        """Return the means of 1/(α+τ) and 1/(β+τ)."""
        return self._mean(1 / self._above), self._mean(1 / self._below)

    def _mean(self, values: Floats) -> Floats:
        mean: Floats = (self._share * values).sum(axis=1)
        return mean
