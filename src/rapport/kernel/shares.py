"""Shares of groups, and by how much two of them differ; textbook intervals, each named."""

from dataclasses import dataclass
from math import hypot, sqrt
from statistics import NormalDist

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Difference:
    """By how much one share is above another, and where that lies with the confidence asked for."""

    value: float
    low: float
    high: float


def score_interval(count: int, of: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Return where a share lies (Wilson, JASA 22 (1927) 209-212); anywhere, of nobody."""
    if not of:
        return 0.0, 1.0
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    share, square = count / of, z * z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = z * sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return max(middle - half, 0.0), min(middle + half, 1.0)


def find_difference(a: int, n: int, b: int, m: int, confidence: float = CONFIDENCE) -> Difference:
    """Return a/n - b/m with Newcombe's hybrid score interval (Statist. Med. 17 (1998) 873-890, method 10).

    Where one of the groups has nobody nothing is known: nought, between -1 and 1.
    """
    if not n or not m:
        return Difference(0.0, -1.0, 1.0)
    p, q = a / n, b / m
    low_p, high_p = score_interval(a, n, confidence)
    low_q, high_q = score_interval(b, m, confidence)
    return Difference(p - q, p - q - hypot(p - low_p, high_q - q), p - q + hypot(high_p - p, q - low_q))
