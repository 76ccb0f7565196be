"""How the things of higher rooms are told on a customer's timeline."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from rapport.customers.timeline.http.words import TouchWords, register_words
from rapport.ui.api import Label, Tone

STATUS_LABELS: Mapping[str, Label] = {
    "placed": _("Placed"),
    "paid": _("Paid"),
    "packed": _("Packed"),
    "shipped": _("Shipped"),
    "delivered": _("Delivered"),
    "completed": _("Completed"),
    "cancelled": _("Cancelled"),
    "returned": _("Returned"),
    "refunded": _("Refunded"),
}
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


def _order(order_id: UUID) -> str:
    return f"/orders/{order_id}"


def _entry(entry_id: UUID) -> str:
    return f"/forms/entries/{entry_id}"


def _piece(piece_id: UUID) -> str:
    return f"/landing/{piece_id}"


def _need(need_id: UUID) -> str:
    return f"/needs/{need_id}"


def _conversation(conversation_id: UUID) -> str:
    return f"/conversations/{conversation_id}"


TOUCHES: Mapping[str, TouchWords] = {
    "message.received": TouchWords(icon="mail", tone="info", page=_conversation),
    "message.sent": TouchWords(icon="send", page=_conversation),
    "trigger.fired": TouchWords(_("Trigger: %(title)s"), "zap", "accent"),
    "need.raised": TouchWords(_("Urgent: %(title)s"), "siren", "bad", _need),
    "need.escalated": TouchWords(_("Nobody answered in time: %(title)s"), "bell-ring", "bad", _need),
    "need.acknowledged": TouchWords(_("Taken care of: %(title)s"), "hand", "warn", _need),
    "need.resolved": TouchWords(_("Resolved: %(title)s"), "circle-check", "good", _need),
    "form.submitted": TouchWords(_("Filled in “%(title)s”"), "clipboard-list", "accent", _entry),
    "page.seen": TouchWords(_("Came to the page “%(title)s”"), "mouse-pointer-click", "info", _piece),
    "popup.seen": TouchWords(_("Saw the pop-up “%(title)s”"), "app-window", "plain", _piece),
    "prospect.captured": TouchWords(_("Marked as a prospect"), "sprout", "accent"),
    "prospect.converted": TouchWords(_("Became a customer"), "user-check", "good"),
    "prospect.lost": TouchWords(_("Given up as a prospect"), "user-x", "plain"),
    "prospect.reopened": TouchWords(_("Worked on again as a prospect"), "undo-2", "info"),
    "order.placed": TouchWords(_("Order %(title)s placed"), "shopping-bag", "accent", _order),
    "order.paid": TouchWords(_("Order %(title)s paid"), "coins", "good", _order),
    "order.shipped": TouchWords(_("Order %(title)s shipped"), "truck", "info", _order),
    "order.packed": TouchWords(_("Order %(title)s packed"), "package", "plain", _order),
    "order.delivered": TouchWords(_("Order %(title)s delivered"), "package-check", "good", _order),
    "order.returned": TouchWords(_("Order %(title)s came back whole"), "package-open", "warn", _order),
    "order.completed": TouchWords(_("Order %(title)s completed"), "circle-check", "good", _order),
    "order.cancelled": TouchWords(_("Order %(title)s cancelled"), "ban", "bad", _order),
    "order.refunded": TouchWords(_("Order %(title)s refunded"), "undo-2", "warn", _order),
    "order.cancellation": TouchWords(_("Cancellation %(title)s"), "ban", "bad", _order),
    "order.adjustment": TouchWords(_("Adjustment %(title)s"), "sliders-horizontal", "plain", _order),
    "payment.received": TouchWords(_("Payment for order %(title)s"), "banknote", "good", _order),
    "payment.refunded": TouchWords(_("Money back for order %(title)s"), "undo-2", "warn", _order),
    "invoice.issued": TouchWords(_("Invoice for order %(title)s"), "receipt", "plain", _order),
    "return.received": TouchWords(_("Goods of order %(title)s came back"), "package-open", "warn", _order),
}


def register_touches() -> None:
    """Hand the words to the timeline."""
    for kind, words in TOUCHES.items():
        register_words(kind, words)
