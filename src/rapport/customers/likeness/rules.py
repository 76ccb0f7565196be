"""Pure decisions: what a threshold gives, and which of two records stays."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import datetime

from rapport.customers.likeness.contracts import Expectation

THRESHOLDS = (0.2, 0.5, 0.8, 0.9, 0.95, 0.99)
REVIEW_FROM = 0.5
MERGED_UNSEEN_FROM = 0.95
"""From here on a shop may merge many pairs at once without looking at each."""


def expect(probabilities: Sequence[float], thresholds: Sequence[float] = THRESHOLDS) -> list[Expectation]:
    """Return what accepting from each threshold on gives, given the probabilities of all pairs found.

    A pair of probability p is one customer p times in one, so the wrong ones among n accepted are n - Σp, and
    the missed ones the Σp of what lies below (Fellegi and Sunter 1969, with p from the model's weights).
    """
    rising = sorted(probabilities)
    total = sum(rising)
    found = []
    for threshold in thresholds:
        accepted = rising[bisect_left(rising, threshold) :]
        hits = sum(accepted)
        wrong = 1 - hits / len(accepted) if accepted else 0.0
        found.append(Expectation(threshold, len(accepted), wrong, 1 - hits / total if total else 0.0))
    return found


def stays(low: tuple[int, datetime], high: tuple[int, datetime]) -> bool:
    """Tell whether the first of two records, each (orders, created), stays: more orders, else the elder."""
    return (-low[0], low[1]) <= (-high[0], high[1])
