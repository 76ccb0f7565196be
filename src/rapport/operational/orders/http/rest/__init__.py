"""/orders for programs, one file per idea."""

from rapport.operational.orders.http.rest import afterwards, bulk, orders
from rapport.operational.orders.http.rest.router import router

__all__ = ["afterwards", "bulk", "orders", "router"]
