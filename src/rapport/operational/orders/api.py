"""The front door of orders."""

from rapport.operational.orders.contracts import (
    InvoiceTerms,
    NewAddress,
    NewLine,
    NewOrder,
    NewPayment,
    NewReturn,
    OrderBrief,
    OrderRowOutcome,
)
from rapport.operational.orders.operations import (
    cancel_order,
    change_status,
    give_refund,
    issue_invoice,
    place_order,
    receive_payment,
    receive_return,
    recount,
    update_order,
    upsert_orders,
    void_invoice,
)
from rapport.operational.orders.queries import get_order, list_lines, list_orders, list_party_orders

__all__ = [
    "InvoiceTerms",
    "NewAddress",
    "NewLine",
    "NewOrder",
    "NewPayment",
    "NewReturn",
    "OrderBrief",
    "OrderRowOutcome",
    "cancel_order",
    "change_status",
    "get_order",
    "give_refund",
    "issue_invoice",
    "list_lines",
    "list_orders",
    "list_party_orders",
    "place_order",
    "receive_payment",
    "receive_return",
    "recount",
    "update_order",
    "upsert_orders",
    "void_invoice",
]
