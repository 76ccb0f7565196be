"""Reads: one customer's worth, the revenue curve, the segments."""

from rapport.analytical.value.queries.buyers import list_buyers
from rapport.analytical.value.queries.revenue import get_revenue
from rapport.analytical.value.queries.segments import list_segments
from rapport.analytical.value.queries.worths import find_worth, get_worth

__all__ = ["find_worth", "get_revenue", "get_worth", "list_buyers", "list_segments"]
