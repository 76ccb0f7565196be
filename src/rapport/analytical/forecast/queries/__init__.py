"""Reads: the newest run, how each figure goes on."""

from rapport.analytical.forecast.queries.series import find_run, find_series, list_series

__all__ = ["find_run", "find_series", "list_series"]
