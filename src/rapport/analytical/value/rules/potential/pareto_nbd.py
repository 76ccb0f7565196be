"""Pareto/NBD: customers buy at their own rate, and leave at a moment nobody sees.

Source: D. Schmittlein, D. Morrison, R. Colombo, "Counting Your Customers" (1987); P. Fader and B. Hardie, "A
Note on Deriving the Pareto/NBD Model" (2005), equation 35, with the integral over the moment of leaving left
as an integral instead of a difference of hypergeometric functions.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from scipy.special import digamma, gammaln

from rapport.analytical.value.rules.potential.histories import Floats, Histories
from rapport.analytical.value.rules.potential.likelihood import Maximum, maximise, weigh_all
from rapport.analytical.value.rules.potential.outlook import Outlook
from rapport.analytical.value.rules.potential.quadrature import Dying, dying


@dataclass(frozen=True)
class ParetoNbd:
    """A fitted Pareto/NBD: r, α (weeks), s, β (weeks)."""

    name: ClassVar[str] = "pareto_nbd"
    names: ClassVar[tuple[str, ...]] = ("r", "alpha", "s", "beta")
    maximum: Maximum

    @classmethod
    def fit(cls, histories: Histories) -> "ParetoNbd":
        """Find the parameters that make these histories the most likely."""
        folded = histories.fold()
        half = max(float(np.average(folded.age, weights=folded.counts)) / 2, 1e-3)
        start = np.array([0.5, half, 0.5, half])
        return cls(maximise(weigh_all(weigh, folded), start, float(folded.counts.sum())))

    def look_ahead(self, histories: Histories, weeks: float) -> Outlook:
        """Return what is to be expected of each customer within so many weeks."""
        r, alpha, s, beta = self.maximum.parameters
        power, age = r + histories.repeats, histories.age
        scale, patience = alpha + age, beta + age
        stay, left = _ways(self.maximum.parameters, histories)
        alive = np.exp(stay - np.logaddexp(stay, left.log + np.log(s)))
        reach = np.log1p(weeks / patience)
        first = patience * _ramp(s - 1, reach)
        second = 2 * patience**2 * (_ramp(s - 2, reach) - _ramp(s - 1, reach))
        leaving = dying(power, age, age + weeks, alpha=alpha, beta=beta, rate=s)
        gone = s * np.exp(leaving.log + power * np.log(scale) + s * np.log(patience))
        none = gone + np.exp(-s * reach - power * np.log1p(weeks / scale))
        return Outlook(
            alive=alive,
            mean=alive * power / scale * first,
            pairs=alive * power * (power + 1) / scale**2 * second,
            none=1 - alive + alive * none,
        )


def weigh(parameters: Floats, histories: Histories) -> tuple[float, Floats]:
    """Return the log-likelihood of the histories and its slopes by r, α, s and β."""
    r, alpha, s, beta = parameters
    values, where = histories.steps
    power, counts = r + histories.repeats, histories.counts
    stay, left = _ways(parameters, histories)
    both = np.logaddexp(stay, left.log + np.log(s))
    staying = np.exp(stay - both)
    leaving = 1 - staying
    front = (gammaln(r + values) - gammaln(r))[where] + r * np.log(alpha) + s * np.log(beta)
    scale, patience = alpha + histories.age, beta + histories.age
    (log_above, log_below), (above, below) = left.mean_logs(), left.mean_inverses()
    slopes = (
        (digamma(r + values) - digamma(r))[where]
        + np.log(alpha)
        - staying * np.log(scale)
        - leaving * log_above,
        r / alpha - power * (staying / scale + leaving * above),
        np.log(beta) - staying * np.log(patience) + leaving * (1 / s - log_below),
        s / beta - staying * s / patience - leaving * (s + 1) * below,
    )
    total = (counts * (front + both)).sum()
    return float(total), np.array([(counts * slope).sum() for slope in slopes])


def _ways(parameters: Floats, histories: Histories) -> tuple[Floats, Dying]:
    """Return the logarithms of both ways to the same history: there, or gone since the last purchase."""
    r, alpha, s, beta = parameters
    power = r + histories.repeats
    stay = -power * np.log(alpha + histories.age) - s * np.log(beta + histories.age)
    return stay, dying(power, histories.recency, histories.age, alpha=alpha, beta=beta, rate=s)


def _ramp(power: float, reach: Floats) -> Floats:
    """Return ∫ e^(-power·u) du over 0 … reach, for any sign of the power and for none."""
    ramp: Floats = -np.expm1(-power * reach) / power if abs(power) > 1e-9 else reach
    return ramp
