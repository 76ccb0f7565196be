"""Which letter is better? An interval that may be looked at at any time, as often as one likes.

An ordinary interval is right once: who looks each hour and stops at the first difference is fooled far
more often than it says. A confidence sequence holds at all moments together. This one is the asymptotic
sequence of Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas (Annals of Statistics 52 (2024) 2613-2640,
theorem 2.2) for the difference of two shares, as wide as

    sd * sqrt(2 (n r + 1) / (n^2 r) * log(sqrt(n r + 1) / alpha))

with `r` so chosen that it is narrowest near `TUNED` people a side.
"""

from collections.abc import Mapping
from math import inf, log, sqrt

from rapport.operational.marketing.contracts.effects import Arm, Interval

ALPHA = 0.05
TUNED = 2_000
LEAST = 50
"""Below so many people a side nothing is said: the theorem speaks of many."""


def compare_running(arms: Mapping[str, Arm]) -> dict[str, Interval]:
    """Return each arm beside the first by its code; the intervals of several hold together at 95 %.

    Each gets its part of the five percent (Bonferroni).
    """
    codes = sorted(arms)
    if len(codes) < 2:
        return {}
    first, alpha = arms[codes[0]], ALPHA / (len(codes) - 1)
    return {
        code: running_interval(arms[code].buyers, arms[code].people, first.buyers, first.people, alpha)
        for code in codes[1:]
    }


def running_interval(a: int, n: int, b: int, m: int, alpha: float = ALPHA) -> Interval:
    """Return a/n - b/m with an interval that holds at every moment at once, with probability 1 - alpha."""
    if min(n, m) < LEAST:
        return Interval(0.0, -1.0, 1.0, inf)
    p, q = (a + 0.5) / (n + 1), (b + 0.5) / (m + 1)
    people = 2 / (1 / n + 1 / m)
    spread = sqrt((p * (1 - p) / n + q * (1 - q) / m) * people)
    rate = (-2 * log(alpha) + log(-2 * log(alpha)) + 1) / TUNED
    half = spread * sqrt(2 * (people * rate + 1) / (people**2 * rate) * log(sqrt(people * rate + 1) / alpha))
    value = a / n - b / m
    return Interval(value, value - half, value + half, spread / sqrt(people))
