"""The words and colours in which imports are shown."""

from collections.abc import Mapping

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from rapport.customers.intake.models import Import
from rapport.kernel.identity.api import find_actor_of
from rapport.ui.contracts.columns import Label, Tone

STATUS_LABELS: Mapping[str, Label] = dict(Import.Status.choices)
STATUS_TONES: Mapping[str, Tone] = {
    "draft": "plain",
    "queued": "info",
    "running": "accent",
    "done": "good",
    "cancelled": "warn",
    "failed": "bad",
    "undone": "plain",
}
KIND_LABELS: Mapping[str, Label] = {"customers": _("Customers"), "orders": _("Orders")}
FORMAT_LABELS: Mapping[str, Label] = {
    "csv": "CSV",
    "excel": "Excel",
    "vcard": "vCard",
    "jsonl": "JSON lines",
    "json": "JSON",
    "xml": "XML",
}
COUNT_LABELS: Mapping[str, Label] = {
    "created": _("Created"),
    "updated": _("Updated"),
    "unchanged": _("Unchanged"),
    "customers": _("Customers"),
    "products": _("New products"),
    "orders": _("Orders"),
    "orders_changed": _("Replaced orders"),
    "lines": _("Order lines"),
    "guest_orders": _("Guest orders"),
}


def may_see_imports(request: HttpRequest) -> bool:
    """Tell whether imports belong into this reader's navigation."""
    actor = find_actor_of(request)
    return actor is not None and actor.may("view", "import")
