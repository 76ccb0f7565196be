"""The front door of value: register a source, count again, ask what customers are worth."""

from rapport.analytical.value.operations import recount_worth, refresh_worth
from rapport.analytical.value.operations.sources import register_purchase_source
from rapport.analytical.value.queries import find_worth, get_revenue, get_worth, list_buyers, list_segments

__all__ = [
    "find_worth",
    "get_revenue",
    "get_worth",
    "list_buyers",
    "list_segments",
    "recount_worth",
    "refresh_worth",
    "register_purchase_source",
]
