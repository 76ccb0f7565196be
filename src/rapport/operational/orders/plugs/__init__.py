"""What orders give to the rooms below: purchases to worth, fields to filters."""

from rapport.operational.orders.plugs.filtering import register_filters
from rapport.operational.orders.plugs.purchases import OrderPurchases

__all__ = ["OrderPurchases", "register_filters"]
