"""Means of groups, where they lie, and by how much two of them differ; textbook intervals, each named."""

from math import sqrt
from statistics import NormalDist

from rapport.kernel.shares import CONFIDENCE, Difference, find_difference, score_interval

FEW = 20
"""Of fewer customers a mean says nothing about others: amounts are skewed."""


def find_quantile(freedom: float, confidence: float = CONFIDENCE) -> float:
    """Return the two-sided quantile of Student's t (Abramowitz and Stegun 26.7.5, to .002 from 5 on)."""
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / freedom ** (at + 1) for at, term in enumerate(terms))


def mean_interval(count: int, mean: float, deviation: float) -> tuple[float, float] | None:
    """Return where a mean lies (Student), None of too few; the deviation is of n - 1."""
    if count < FEW:
        return None
    half = find_quantile(count - 1) * deviation / sqrt(count)
    return mean - half, mean + half


def compare_means(a: tuple[int, float, float], b: tuple[int, float, float]) -> Difference | None:
    """Return mean(a) - mean(b) with Welch's interval (Biometrika 34 (1947) 28-35), None of too few.

    Each is count, mean, deviation (n - 1).
    """
    (n, mean_a, deviation_a), (m, mean_b, deviation_b) = a, b
    if n < FEW or m < FEW:
        return None
    p, q = deviation_a**2 / n, deviation_b**2 / m
    difference = mean_a - mean_b
    if p + q == 0:
        return Difference(difference, difference, difference)
    freedom = (p + q) ** 2 / (p**2 / (n - 1) + q**2 / (m - 1))
    half = find_quantile(freedom) * sqrt(p + q)
    return Difference(difference, difference - half, difference + half)


def compare_shares(a: int, n: int, b: int, m: int) -> Difference | None:
    """Return a/n - b/m with Newcombe's interval, None where nobody is counted."""
    return find_difference(a, n, b, m) if n and m else None


def place_share(count: int, of: int) -> tuple[float, float] | None:
    """Return where a share lies (Wilson), None of nobody."""
    return score_interval(count, of) if of else None


def is_sure(difference: Difference | None) -> bool:
    """Tell whether a difference lies on one side of nought."""
    return difference is not None and (difference.low > 0 or difference.high < 0)
