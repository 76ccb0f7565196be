"""Writes of orders, one file per use case."""

from rapport.operational.orders.operations.counters import recount
from rapport.operational.orders.operations.editing import update_order
from rapport.operational.orders.operations.following import (
    drop_order,
    follow_orders,
    settle_order,
    upsert_orders,
)
from rapport.operational.orders.operations.invoices import issue_invoice, void_invoice
from rapport.operational.orders.operations.own import set_order_fields
from rapport.operational.orders.operations.payments import give_refund, receive_payment
from rapport.operational.orders.operations.placing import place_order
from rapport.operational.orders.operations.returning import receive_return
from rapport.operational.orders.operations.statuses import cancel_order, change_status, take_back_step

__all__ = [
    "cancel_order",
    "change_status",
    "drop_order",
    "follow_orders",
    "give_refund",
    "issue_invoice",
    "place_order",
    "receive_payment",
    "receive_return",
    "recount",
    "set_order_fields",
    "settle_order",
    "take_back_step",
    "update_order",
    "upsert_orders",
    "void_invoice",
]
