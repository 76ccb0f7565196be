"""Writes of connected shops, one file per use case."""

from rapport.operational.shops.operations.applying import apply_report
from rapport.operational.shops.operations.connections import change_connection, connect_shop

__all__ = ["apply_report", "change_connection", "connect_shop"]
