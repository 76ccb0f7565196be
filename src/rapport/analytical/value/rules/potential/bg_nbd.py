"""BG/NBD: customers buy at their own rate, and may leave after each purchase.

Source: P. Fader, B. Hardie, K. L. Lee, ""Counting Your Customers" the Easy Way" (2005), equation 7 for the
likelihood. What lies ahead is written as means over the chance of leaving, Beta(a, b + x) after x repeats:
the published form divides by a - 1 and calls hypergeometric functions that overflow for eager buyers.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from scipy.special import digamma, gammaln

from rapport.analytical.value.rules.potential.histories import Floats, Histories
from rapport.analytical.value.rules.potential.likelihood import Maximum, maximise, weigh_all
from rapport.analytical.value.rules.potential.outlook import Outlook
from rapport.analytical.value.rules.potential.quadrature import beta_nodes, mean_over

SMALL = 1e-4
"""Below it a difference of powers is read from its series."""


@dataclass(frozen=True)
class BgNbd:
    """A fitted BG/NBD: r, α (weeks), a, b."""

    name: ClassVar[str] = "bg_nbd"
    names: ClassVar[tuple[str, ...]] = ("r", "alpha", "a", "b")
    maximum: Maximum

    @classmethod
    def fit(cls, histories: Histories) -> "BgNbd":
        """Find the parameters that make these histories the most likely."""
        folded = histories.fold()
        start = np.array([0.5, max(float(np.average(folded.age, weights=folded.counts)) / 2, 1e-3), 1.0, 2.0])
        return cls(maximise(weigh_all(weigh, folded), start, float(folded.counts.sum())))

    def look_ahead(self, histories: Histories, weeks: float) -> Outlook:
        """Return what is to be expected of each customer within so many weeks."""
        r, alpha, a, b = self.maximum.parameters
        alive, _ = _stay_or_leave(self.maximum.parameters, histories)
        rate, scale = r + histories.repeats, alpha + histories.age
        mean, pairs = np.empty(len(histories)), np.empty(len(histories))
        values, where = histories.steps
        order = np.argsort(where, kind="stable")
        ends = np.searchsorted(where[order], np.arange(len(values) + 1))
        for step, value in enumerate(values):
            rows = order[ends[step] : ends[step + 1]]
            leaving, weights = beta_nodes(float(a), float(b + value))
            mean[rows], pairs[rows] = _count(rate[rows], scale[rows], leaving, weights, weeks)
        return Outlook(alive, alive * mean, alive * pairs, self.stay_silent(histories, weeks))

    def stay_silent(self, histories: Histories, weeks: float) -> Floats:
        """Return each one's probability of buying nothing within so many weeks."""
        r, alpha, _a, _b = self.maximum.parameters
        alive, _ = _stay_or_leave(self.maximum.parameters, histories)
        none = np.exp(-(r + histories.repeats) * np.log1p(weeks / (alpha + histories.age)))
        silent: Floats = 1 - alive + alive * none
        return silent


def weigh(parameters: Floats, histories: Histories) -> tuple[float, Floats]:
    """Return the log-likelihood of the histories and its slopes by r, α, a and b."""
    r, alpha, a, b = parameters
    values, where = histories.steps
    x, counts = histories.repeats, histories.counts
    front = gammaln(r + values) - gammaln(r) + gammaln(a + b) + gammaln(b + values)
    front -= gammaln(b) + gammaln(a + b + values)
    stay, ends = _stay_or_leave(parameters, histories)
    leave = 1 - stay
    total = (counts * (front[where] + r * np.log(alpha) + ends)).sum()
    later, sooner = alpha + histories.age, alpha + histories.recency
    both = digamma(a + b) - digamma(a + b + values)
    slopes = (
        (digamma(r + values) - digamma(r))[where]
        + np.log(alpha)
        - stay * np.log(later)
        - leave * np.log(sooner),
        r / alpha - (r + x) * (stay / later + leave / sooner),
        both[where] + leave / a,
        (both + digamma(b + values) - digamma(b))[where] - leave / np.maximum(b + x - 1, b),
    )
    return float(total), np.array([(counts * slope).sum() for slope in slopes])


def _stay_or_leave(parameters: Floats, histories: Histories) -> tuple[Floats, Floats]:
    """Return the probability of being still there, and the logarithm of both ways' sum.

    Who bought once has had no chance to leave: the model holds them to be there.
    """
    r, alpha, a, b = parameters
    x = histories.repeats
    stay = -(r + x) * np.log(alpha + histories.age)
    left = np.log(a) - np.log(np.maximum(b + x - 1, b)) - (r + x) * np.log(alpha + histories.recency)
    both = np.where(x > 0, np.logaddexp(stay, left), stay)
    return np.exp(stay - both), both


def _count(
    rate: Floats, scale: Floats, leaving: Floats, weights: Floats, weeks: float
) -> tuple[Floats, Floats]:
    """Return E[N] and E[N(N-1)] of customers who are there, by the mean over the chance of leaving."""
    power = rate[:, None]
    reach = leaving * weeks / scale[:, None]
    logs = np.log1p(reach)
    mean = mean_over(-np.expm1(-power * logs) / leaving, weights)
    exact = 1 - np.exp(-(power + 1) * logs) * (1 + (power + 1) * reach)
    series = power * (power + 1) * reach**2 / 2 * (1 - 2 * (power + 2) * reach / 3)
    twice = np.where((power + 2) * reach < SMALL, series, exact)
    return mean, mean_over(2 * (1 - leaving) / leaving**2 * twice, weights)
