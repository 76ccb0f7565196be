"""Writes of connected shops, one file per use case."""

from rapport.operational.shops.operations.applying import apply_delivery
from rapport.operational.shops.operations.connections import (
    change_connection,
    connect_shop,
    disconnect_shop,
)
from rapport.operational.shops.operations.receiving import receive_delivery, repeat_delivery

__all__ = [
    "apply_delivery",
    "change_connection",
    "connect_shop",
    "disconnect_shop",
    "receive_delivery",
    "repeat_delivery",
]
