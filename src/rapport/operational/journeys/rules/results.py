"""What a journey changed: who was led beside who was held out, by intention to treat."""

from dataclasses import dataclass
from math import sqrt

from rapport.operational.journeys.contracts import Side

Z = 1.959963984540054
"""The normal quantile of 97.5 %, for intervals of 95 %."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference of shares, and where it lies with 95 % confidence."""

    value: float
    low: float
    high: float


def compare(led: Side, held: Side) -> Difference:
    """Return the difference in the shares that reached the goal.

    Newcombe's hybrid score interval (Statist. Med. 17 (1998) 873-890, method 10).
    """
    if not led.people or not held.people:
        return Difference(0.0, -1.0, 1.0)
    p, q = led.reached / led.people, held.reached / held.people
    low_p, high_p = score(led)
    low_q, high_q = score(held)
    value = p - q
    return Difference(
        value,
        value - sqrt((p - low_p) ** 2 + (high_q - q) ** 2),
        value + sqrt((high_p - p) ** 2 + (q - low_q) ** 2),
    )


def score(side: Side) -> tuple[float, float]:
    """Return where a share lies (Wilson, JASA 22 (1927) 209-212)."""
    share, square = side.reached / side.people, Z * Z
    middle = (share + square / (2 * side.people)) / (1 + square / side.people)
    spread = sqrt(share * (1 - share) / side.people + square / (4 * side.people**2))
    half = Z * spread / (1 + square / side.people)
    return max(middle - half, 0.0), min(middle + half, 1.0)
