"""Reads of orders, one file per idea."""

from rapport.operational.orders.queries.details import (
    OrderDetails,
    get_details,
    list_invoices,
    list_lines,
    list_payments,
    list_return_lines,
    list_returns,
    list_status_changes,
)
from rapport.operational.orders.queries.figures import UnitFigure, sum_by_unit
from rapport.operational.orders.queries.orders import (
    find_order_of,
    get_order,
    get_order_for_update,
    list_orders,
    list_party_orders,
    search_orders,
)
from rapport.operational.orders.queries.waiting import LEFT_TO_DO, Waiting, count_waiting

__all__ = [
    "LEFT_TO_DO",
    "OrderDetails",
    "UnitFigure",
    "Waiting",
    "count_waiting",
    "find_order_of",
    "get_details",
    "get_order",
    "get_order_for_update",
    "list_invoices",
    "list_lines",
    "list_orders",
    "list_party_orders",
    "list_payments",
    "list_return_lines",
    "list_returns",
    "list_status_changes",
    "search_orders",
    "sum_by_unit",
]
