"""Tables of orders, one file per idea."""

from rapport.operational.orders.models.afterwards import GoodsReturn, Invoice, Payment, ReturnLine
from rapport.operational.orders.models.order import Order, OrderAddress, OrderLine, StatusChange
from rapport.operational.orders.models.series import NumberSeries

__all__ = [
    "GoodsReturn",
    "Invoice",
    "NumberSeries",
    "Order",
    "OrderAddress",
    "OrderLine",
    "Payment",
    "ReturnLine",
    "StatusChange",
]
