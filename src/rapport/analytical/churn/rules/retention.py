"""What an offer brought: those who got it beside those who did not, with how sure the difference is."""

from dataclasses import dataclass
from math import sqrt

from rapport.analytical.churn.contracts import Difference, RetentionEffect

SURE = 1.959964
"""Deviations that hold nineteen of twenty samples."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a group did: customers, those who bought, and the sum and sum of squares of what they spent."""

    customers: int
    bought: int
    spent: float
    squares: float

    @property
    def share(self) -> float:
        """The share that bought."""
        return self.bought / self.customers if self.customers else 0.0

    @property
    def mean(self) -> float:
        """What a customer of the group spent."""
        return self.spent / self.customers if self.customers else 0.0

    @property
    def share_variance(self) -> float:
        """The variance of `share` as an estimate."""
        return self.share * (1 - self.share) / self.customers if self.customers else 0.0

    @property
    def mean_variance(self) -> float:
        """The variance of `mean` as an estimate."""
        if self.customers < 2:
            return 0.0
        return max(self.squares - self.customers * self.mean**2, 0.0) / (self.customers - 1) / self.customers


def compare_outcomes(treated: Outcome, untreated: Outcome) -> RetentionEffect:
    """Return by how much more of the treated bought, and how much more they spent, each with its error.

    Sources: the two-sample difference of proportions, and of means with unequal variances (Welch). It is the
    effect of the offer only where chance alone decided who got it.
    """
    came = _differ(treated.share - untreated.share, treated.share_variance + untreated.share_variance)
    spent = _differ(treated.mean - untreated.mean, treated.mean_variance + untreated.mean_variance)
    return RetentionEffect(
        treated=treated.customers,
        untreated=untreated.customers,
        treated_share=treated.share,
        untreated_share=untreated.share,
        bought=came,
        spent=spent,
    )


def _differ(difference: float, variance: float) -> Difference:
    error = sqrt(variance)
    return Difference(difference, error, difference - SURE * error, difference + SURE * error)
