"""Differences between two groups and how sure they are; textbook formulas, each named.

Everybody drawn counts on the side the lot put them, whether or not the letter arrived: the comparison is by
intention to treat, so that what keeps letters from arriving cannot make an effect of itself.
"""

from math import sqrt
from statistics import NormalDist

from rapport.kernel.shares import CONFIDENCE, find_difference
from rapport.operational.marketing.contracts.effects import Arm, Effect, Interval


def compare(treated: Arm, held_out: Arm, confidence: float = CONFIDENCE) -> Effect:
    """Return the effect of a campaign: difference in the share of buyers, and in revenue per person."""
    return Effect(
        treated,
        held_out,
        rate_difference(treated.buyers, treated.people, held_out.buyers, held_out.people, confidence),
        mean_difference(treated, held_out, confidence),
    )


def rate_difference(a: int, n: int, b: int, m: int, confidence: float = CONFIDENCE) -> Interval:
    """Return a/n - b/m with its interval and standard error."""
    found = find_difference(a, n, b, m, confidence)
    error = sqrt(a * (n - a) / n**3 + b * (m - b) / m**3) if n and m else float("inf")
    return Interval(found.value, found.low, found.high, error)


def mean_difference(one: Arm, other: Arm, confidence: float = CONFIDENCE) -> Interval:
    """Return the difference in revenue per person with Welch's interval (Biometrika 34 (1947) 28-35)."""
    if one.people < 2 or other.people < 2:
        return Interval(0.0, float("-inf"), float("inf"), float("inf"))
    value = one.revenue / one.people - other.revenue / other.people
    v, w = _variance(one) / one.people, _variance(other) / other.people
    error = sqrt(v + w)
    if not error:
        return Interval(value, value, value, 0.0)
    freedom = (v + w) ** 2 / (v * v / (one.people - 1) + w * w / (other.people - 1))
    half = t_quantile(0.5 + confidence / 2, freedom) * error
    return Interval(value, value - half, value + half, error)


def _variance(arm: Arm) -> float:
    mean = arm.revenue / arm.people
    return max(arm.squares - arm.people * mean * mean, 0.0) / (arm.people - 1)


def t_quantile(share: float, freedom: float) -> float:
    """Return a quantile of Student's t (Abramowitz & Stegun 26.7.5), good from 5 degrees of freedom on."""
    x = NormalDist().inv_cdf(share)
    terms = (
        (x**3 + x) / 4,
        (5 * x**5 + 16 * x**3 + 3 * x) / 96,
        (3 * x**7 + 19 * x**5 + 17 * x**3 - 15 * x) / 384,
        (79 * x**9 + 776 * x**7 + 1482 * x**5 - 1920 * x**3 - 945 * x) / 92_160,
    )
    return x + sum(term / freedom ** (power + 1) for power, term in enumerate(terms))
