"""The 80/20 curve: how much of the revenue comes from how few customers.

Sources: M. O. Lorenz (1905) for the curve, here drawn from the best customer down, as Pareto's 80/20 rule is
told; C. Gini (1912) for the coefficient, in the exact discrete form G = (2·Σ i·x_i) / (n·Σ x) - (n + 1) / n
over ascending x.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from rapport.analytical.value.contracts import CurvePoint, RevenueCurve

HUNDRED = 100


NOTHING = RevenueCurve(0, 0, (CurvePoint(0, 0),), 0.0, 0, 0.0)


def choose_ranks(customers: int) -> list[int]:
    """Return the ranks at which the curve is drawn: every whole percent of customers, rounded up, without
    repeats."""
    return (
        sorted({-(-percent * customers // HUNDRED) for percent in range(1, HUNDRED + 1)}) if customers else []
    )


def interpolate_fifth(customers: int, below_minor: int, above_minor: int) -> float:
    """Return the revenue of the best fifth when it falls between two customers.

    `below_minor` is the sum of the best floor(n/5) customers, `above_minor` the sum of one customer more.
    """
    return below_minor + (above_minor - below_minor) * (customers % 5) / 5


def measure_gini(weighted_minor: int, customers: int, revenue_minor: int) -> float:
    """Return Gini's coefficient from Σ i·x_i (i = 1 for the smallest), the count and the sum."""
    if not customers or not revenue_minor:
        return 0.0
    return (2 * weighted_minor - (customers + 1) * revenue_minor) / (customers * revenue_minor)


@dataclass(frozen=True, slots=True)
class Totals:
    """What is read of a population before its curve is drawn; `weighted_minor` is Σ i·x_i, i = 1 the
    smallest."""

    customers: int
    revenue_minor: int
    weighted_minor: int
    customers_for_eighty: int


def list_needed_ranks(customers: int) -> list[int]:
    """Return every rank whose running sum the curve needs."""
    fifth = customers // 5
    return sorted({*choose_ranks(customers), fifth, min(fifth + 1, customers)} - {0})


def assemble_curve(totals: Totals, sums: Mapping[int, int]) -> RevenueCurve:
    """Return the curve from its totals and the running sums at `list_needed_ranks`; rank zero is
    understood."""
    count, total = totals.customers, totals.revenue_minor
    if not count:
        return NOTHING
    known = {0: 0, **sums}
    fifth = interpolate_fifth(count, known[count // 5], known[min(count // 5 + 1, count)])
    return RevenueCurve(
        customers=count,
        revenue_minor=total,
        points=(CurvePoint(0, 0), *(CurvePoint(rank, known[rank]) for rank in choose_ranks(count))),
        top_fifth_share=fifth / total if total else 0.0,
        customers_for_eighty=totals.customers_for_eighty,
        gini=measure_gini(totals.weighted_minor, count, total),
    )


def draw_curve(amounts_minor: Iterable[int]) -> RevenueCurve:
    """Draw the curve of these customers' revenue; amounts are minor units, none negative."""
    amounts = sorted(amounts_minor, reverse=True)
    if not amounts:
        return NOTHING
    if amounts[-1] < 0:
        raise ValueError("Revenue of a customer cannot be negative.")
    sums = [0, *accumulate(amounts)]
    weighted = sum(rank * amount for rank, amount in enumerate(reversed(amounts), start=1))
    totals = Totals(len(amounts), sums[-1], weighted, count_for_eighty(sums))
    return assemble_curve(totals, {rank: sums[rank] for rank in list_needed_ranks(len(amounts))})


def count_for_eighty(sums: Sequence[int]) -> int:
    """Return the fewest best customers that give at least 80 % of the revenue; sums start at 0."""
    total = sums[-1]
    return next(rank for rank, revenue in enumerate(sums) if 5 * revenue >= 4 * total)
