"""The whale curve: cumulative profit over customers from the most profitable down.

Source: R. S. Cooper and R. Kaplan, "Profit Priorities from Activity-Based Costing" (1991): the best fifth or
so brings more than all the profit, the peak lies above the total, and the tail takes the difference away
again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate

from rapport.analytical.value.contracts.profit import WhaleCurve, WhalePoint
from rapport.analytical.value.rules.curve import choose_ranks, interpolate_fifth

EMPTY = WhaleCurve(0, 0, 0, 0, 0, 0, (WhalePoint(0, 0),), None)


def list_whale_ranks(customers: int) -> list[int]:
    """Return every rank whose running sum the curve needs."""
    fifth = customers // 5
    return sorted({*choose_ranks(customers), fifth, min(fifth + 1, customers)} - {0})


@dataclass(frozen=True, slots=True)
class Ends:
    """Who brings something and how much together, and who takes how much (below zero)."""

    gainers: int
    gained_minor: int
    losers: int
    lost_minor: int


def assemble_whale(customers: int, ends: Ends, sums: Mapping[int, int]) -> WhaleCurve:
    """Return the curve from its totals and the running sums at `list_whale_ranks`.

    The peak stands after the last customer who brings something: whoever brings nothing moves it no more.
    """
    if not customers:
        return EMPTY
    known = {0: 0, **sums}
    total = ends.gained_minor + ends.lost_minor
    fifth = interpolate_fifth(customers, known[customers // 5], known[min(customers // 5 + 1, customers)])
    ranks = sorted({0, *choose_ranks(customers), ends.gainers})
    known[ends.gainers] = ends.gained_minor
    return WhaleCurve(
        customers=customers,
        total_minor=total,
        peak_customers=ends.gainers,
        peak_minor=ends.gained_minor,
        losers=ends.losers,
        lost_minor=ends.lost_minor,
        points=tuple(WhalePoint(rank, known[rank]) for rank in ranks),
        top_fifth_share=fifth / total if total > 0 else None,
    )


def draw_whale(profits_minor: Iterable[int]) -> WhaleCurve:
    """Draw the curve of these customers' profits in minor units, negative ones too."""
    profits = sorted(profits_minor, reverse=True)
    sums = dict(enumerate(accumulate(profits), start=1))
    gains, losses = [one for one in profits if one > 0], [one for one in profits if one < 0]
    return assemble_whale(len(profits), Ends(len(gains), sum(gains), len(losses), sum(losses)), sums)
