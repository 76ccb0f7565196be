"""What orders give to the rooms below: purchases to worth, fields to filters, a hold on the currency."""

from rapport.operational.orders.plugs.filtering import register_filters
from rapport.operational.orders.plugs.holding import hold_currency
from rapport.operational.orders.plugs.personal import declare_personal
from rapport.operational.orders.plugs.purchases import OrderPurchases

__all__ = [
    "OrderPurchases",
    "declare_personal",
    "hold_currency",
    "register_filters",
]
