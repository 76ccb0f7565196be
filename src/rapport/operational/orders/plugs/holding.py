"""The business's currency holds still once there are orders: what they were worth is kept in it."""

from typing import Any

from django.utils.translation import gettext as _

from rapport.operational.orders.models import Order


def hold_currency(before: Any, after: Any) -> str:
    """Return why the own currency stays, or "" while there is no order whose worth was summed in it."""
    if not Order.objects.exists():
        return ""
    return _(
        "There are orders already, and what customers spent is summed in %(currency)s. The currency stays."
    ) % {"currency": before}
