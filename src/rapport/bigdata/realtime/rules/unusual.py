"""Whether a count differs from what is usual, by an exact test on two counts."""

import math
from collections.abc import Sequence
from typing import Literal

ALPHA = 0.00135
"""The chance of a false mark on either side: that of Shewhart's three standard deviations."""
FEWEST_WEEKS = 3
LARGEST_EXACT = 5_000


def judge(now: int, earlier: Sequence[int]) -> Literal["", "high", "low"]:
    """Tell whether a count stands out from the counts of as long times before.

    If the rate is the same, the count now is binomial given the sum of all: each event falls on now with
    probability 1 / (number of times + 1). The conditional test of two Poisson means by Przyborowski and
    Wilenski, Biometrika 31 (1940), 313-323; marked beyond the limits of Shewhart's control chart
    (Montgomery, Introduction to Statistical Quality Control, ch. 7). Fewer than three earlier times say
    nothing.
    """
    if len(earlier) < FEWEST_WEEKS:
        return ""
    total, share = now + sum(earlier), 1 / (len(earlier) + 1)
    if not total:
        return ""
    if _upper(now, total, share) < ALPHA:
        return "high"
    if 1 - _upper(now + 1, total, share) < ALPHA:
        return "low"
    return ""


def surprise(now: int, before: int) -> float:
    """Return how far a count rose over the one before, in standard deviations of their difference."""
    return (now - before) / math.sqrt(now + before) if now + before else 0.0


def _upper(least: int, total: int, share: float) -> float:
    """Return the chance of at least so many of `total`, each with this share; large sums are normal."""
    if least <= 0:
        return 1.0
    if least > total:
        return 0.0
    if total > LARGEST_EXACT:
        deviation = math.sqrt(total * share * (1 - share))
        return 0.5 * math.erfc((least - 0.5 - total * share) / deviation / math.sqrt(2))
    log_share, log_rest = math.log(share), math.log1p(-share)
    return math.fsum(
        math.exp(
            math.lgamma(total + 1)
            - math.lgamma(count + 1)
            - math.lgamma(total - count + 1)
            + count * log_share
            + (total - count) * log_rest
        )
        for count in range(least, total + 1)
    )
