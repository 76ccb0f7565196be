"""Reads: one customer's worth, the revenue curve, the segments, the fits."""

from rapport.analytical.value.queries.buyers import list_buyers
from rapport.analytical.value.queries.fits import find_fit, list_fits, sum_ahead
from rapport.analytical.value.queries.prices import list_prices
from rapport.analytical.value.queries.profits import find_profit, get_profit, get_profits
from rapport.analytical.value.queries.revenue import get_revenue
from rapport.analytical.value.queries.segments import list_segments, list_worth_cells
from rapport.analytical.value.queries.sums import spread_worths, sum_worths, worth_beside
from rapport.analytical.value.queries.worths import find_worth, get_worth

__all__ = [
    "find_fit",
    "find_profit",
    "find_worth",
    "get_profit",
    "get_profits",
    "get_revenue",
    "get_worth",
    "list_buyers",
    "list_fits",
    "list_prices",
    "list_segments",
    "list_worth_cells",
    "spread_worths",
    "sum_ahead",
    "sum_worths",
    "worth_beside",
]
