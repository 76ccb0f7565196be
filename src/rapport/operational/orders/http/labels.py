"""The words and colours in which orders are shown."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from rapport.operational.orders.models import GoodsReturn, Invoice, Order, Payment
from rapport.ui.contracts.columns import Label, Tone

STATUS_LABELS: Mapping[str, Label] = dict(Order.Status.choices)
STATUS_TONES: Mapping[str, Tone] = {
    "placed": "info",
    "paid": "accent",
    "packed": "accent",
    "shipped": "accent",
    "delivered": "good",
    "completed": "good",
    "cancelled": "plain",
    "returned": "warn",
    "refunded": "warn",
}
STATUS_ICONS: Mapping[str, str] = {
    "placed": "shopping-bag",
    "paid": "coins",
    "packed": "package",
    "shipped": "truck",
    "delivered": "package-check",
    "completed": "circle-check",
    "cancelled": "ban",
    "returned": "package-open",
    "refunded": "undo-2",
}
# What one does to take an order there; being cancelled and refunded ask first.
MOVES: Mapping[str, Label] = {
    "paid": _("Mark as paid"),
    "packed": _("Mark as packed"),
    "shipped": _("Mark as shipped"),
    "delivered": _("Mark as delivered"),
    "completed": _("Mark as completed"),
    "cancelled": _("Cancel order"),
}
KIND_LABELS: Mapping[str, Label] = dict(Order.Kind.choices)
PAYMENT_LABELS: Mapping[str, Label] = dict(Payment.Kind.choices)
INVOICE_LABELS: Mapping[str, Label] = dict(Invoice.Status.choices)
INVOICE_TONES: Mapping[str, Tone] = {"issued": "info", "paid": "good", "void": "plain"}
REASON_LABELS: Mapping[str, Label] = dict(GoodsReturn.Reason.choices)
