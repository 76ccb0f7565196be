"""Following another system's orders: whatever it says of its own orders is so, in any number at once."""

from rapport.operational.orders.operations.following.follow import follow_orders, upsert_orders
from rapport.operational.orders.operations.following.gone import drop_order
from rapport.operational.orders.operations.following.settle import settle_order

__all__ = ["drop_order", "follow_orders", "settle_order", "upsert_orders"]
