"""What orders give to rooms below: purchases, rows for marts, fields, look-ups, a hold on the currency."""

from rapport.operational.orders.plugs.asked import OrderLookUp
from rapport.operational.orders.plugs.filtering import register_filters
from rapport.operational.orders.plugs.holding import hold_currency
from rapport.operational.orders.plugs.ledger import OrderLedger
from rapport.operational.orders.plugs.personal import declare_personal
from rapport.operational.orders.plugs.purchases import OrderBaskets, OrderDemand, OrderPurchases

__all__ = [
    "OrderBaskets",
    "OrderDemand",
    "OrderLedger",
    "OrderLookUp",
    "OrderPurchases",
    "declare_personal",
    "hold_currency",
    "register_filters",
]
