"""The front door of forecast: register who knows demand, ask how figures go on.

Forecasts are learnt behind `api.learning`, which brings numpy.
"""

from rapport.analytical.forecast.queries import find_run, find_series, list_departures, list_series
from rapport.analytical.forecast.queries.sources import (
    register_demand_source,
    register_product_source,
    register_promotion_source,
)

__all__ = [
    "find_run",
    "find_series",
    "list_departures",
    "list_series",
    "register_demand_source",
    "register_product_source",
    "register_promotion_source",
]
