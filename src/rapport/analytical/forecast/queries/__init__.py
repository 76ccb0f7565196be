"""Reads: the newest run, how each figure goes on, products by what is expected of them."""

from rapport.analytical.forecast.queries.departures import list_departures
from rapport.analytical.forecast.queries.products import find_demand, list_products_ahead, load_demand
from rapport.analytical.forecast.queries.series import find_run, find_series, list_series, list_totals

__all__ = [
    "find_demand",
    "find_run",
    "find_series",
    "list_departures",
    "list_products_ahead",
    "list_series",
    "list_totals",
    "load_demand",
]
