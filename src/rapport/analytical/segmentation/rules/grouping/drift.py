"""How far customers have moved from how they stood: the population stability index."""

from collections.abc import Sequence
from math import log

MOVED = 0.25
"""From here on customers are no longer those the groups were learnt from (the usual mark; .1 is little)."""
_LEAST = 1e-4


def index_of(before: Sequence[int], now: Sequence[int]) -> float:
    """Return the index of two distributions over the same groups; 0 where both are alike or one is empty."""
    if not sum(before) or not sum(now):
        return 0.0
    pairs = zip(before, now, strict=True)
    shares = [(max(was / sum(before), _LEAST), max(one / sum(now), _LEAST)) for was, one in pairs]
    return sum((one - was) * log(one / was) for was, one in shares)
