"""The front door of connected shops."""

from rapport.operational.shops.operations import change_connection, connect_shop

__all__ = ["change_connection", "connect_shop"]
