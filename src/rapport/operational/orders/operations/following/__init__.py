"""Following another system's orders: whatever it says of its own orders is so, in any number at once."""

from rapport.operational.orders.operations.following.follow import follow_orders, upsert_orders

__all__ = ["follow_orders", "upsert_orders"]
