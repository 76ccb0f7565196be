"""Gamma-Gamma: what a customer spends at a time, drawn towards what all spend as little is known of them.

Source: P. Fader and B. Hardie, "The Gamma-Gamma Model of Monetary Value" (2013), equations 1a and 5.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from scipy.special import digamma, gammaln

from rapport.analytical.value.rules.potential.histories import Floats
from rapport.analytical.value.rules.potential.likelihood import Maximum, maximise


@dataclass(frozen=True)
class GammaGamma:
    """A fitted Gamma-Gamma: p, q, v (in the unit of the amounts)."""

    name: ClassVar[str] = "gamma_gamma"
    names: ClassVar[tuple[str, ...]] = ("p", "q", "v")
    maximum: Maximum

    @classmethod
    def fit(cls, purchases: Floats, means: Floats) -> "GammaGamma":
        """Fit the mean amounts of customers with so many purchases each; both above zero.

        Amounts are measured in their own mean while the search runs, so their unit changes nothing.
        """
        unit = float(np.average(means, weights=purchases))
        start = np.array([2.0, 3.0, 1.0])
        end = maximise(lambda given: weigh(given, purchases, means / unit), start, float(len(means)))
        size = np.array([1.0, 1.0, unit])
        value = end.log_likelihood - len(means) * np.log(unit)
        return cls(Maximum(end.parameters * size, end.errors * size, float(value), end.found))

    @property
    def usual(self) -> float:
        """The mean amount over all customers; infinite where the model has none (q ≤ 1)."""
        p, q, v = self.maximum.parameters
        return float(p * v / (q - 1)) if q > 1 else float("inf")

    def expect(self, purchases: Floats, means: Floats) -> Floats:
        """Return the amount each customer is expected to spend at a time; without purchases the usual one."""
        p, q, v = self.maximum.parameters
        expected: Floats = p * (v + purchases * means) / (p * purchases + q - 1)
        return expected


def weigh(parameters: Floats, purchases: Floats, means: Floats) -> tuple[float, Floats]:
    """Return the log-likelihood of mean amounts over so many purchases, and its slopes by p, q and v."""
    p, q, v = parameters
    shape, total = p * purchases, v + purchases * means
    logs = np.log(purchases * means / total)
    value = gammaln(shape + q) - gammaln(shape) - gammaln(q) + shape * logs - np.log(means)
    value += q * np.log(v / total)
    slopes = (
        purchases * (digamma(shape + q) - digamma(shape) + logs),
        digamma(shape + q) - digamma(q) + np.log(v / total),
        q / v - (shape + q) / total,
    )
    return float(value.sum()), np.array([slope.sum() for slope in slopes])
