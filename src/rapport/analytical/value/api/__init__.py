"""The front door of value: register a source, count again, ask what customers are and will be worth.

Models are fitted behind `api.learning`, which brings numpy and scipy.
"""

from rapport.analytical.value.operations import recount_worth, refresh_worth
from rapport.analytical.value.operations.due import count_due, count_soon
from rapport.analytical.value.operations.expecting import load_expected
from rapport.analytical.value.operations.sources import (
    load_ledger,
    register_cost_source,
    register_purchase_source,
)
from rapport.analytical.value.queries import (
    find_fit,
    find_profit,
    find_worth,
    get_profit,
    get_profits,
    get_revenue,
    get_worth,
    list_buyers,
    list_fits,
    list_segments,
    list_worth_cells,
    spread_worths,
    sum_ahead,
    sum_worths,
    worth_beside,
)

__all__ = [
    "count_due",
    "count_soon",
    "find_fit",
    "find_profit",
    "find_worth",
    "get_profit",
    "get_profits",
    "get_revenue",
    "get_worth",
    "list_buyers",
    "list_fits",
    "list_segments",
    "list_worth_cells",
    "load_expected",
    "load_ledger",
    "recount_worth",
    "refresh_worth",
    "register_cost_source",
    "register_purchase_source",
    "spread_worths",
    "sum_ahead",
    "sum_worths",
    "worth_beside",
]
