"""What a valid product is: a reason for each value that cannot be."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from rapport.kernel.money.api import known_currencies
from rapport.operational.products.rules import NAME_LENGTH, STAGES, WRITABLE

_LONGEST = {"sku": 100, "name": NAME_LENGTH, "description": 20_000}
_HIGHEST = Decimal(10) ** 14


def check_product(values: Mapping[str, Any]) -> dict[str, str]:
    """Return a reason for each value that cannot be; an empty answer means all are fine."""
    wrong = {name: _("There is no such field.") for name in values.keys() - WRITABLE}
    for field, longest in _LONGEST.items():
        if field in values:
            reason = _check_text(str(values[field] or ""), longest, needed=field != "description")
            if reason:
                wrong[field] = reason
    if "stage" in values and values["stage"] not in STAGES:
        wrong["stage"] = _("There is no such stage.")
    if "currency" in values and values["currency"] not in known_currencies():
        wrong["currency"] = _("Not a currency code (ISO 4217).")
    if "unit_price" in values and values["unit_price"] is None:
        wrong["unit_price"] = _("Not an amount of money.")
    for field in ("unit_price", "cost"):
        amount = values.get(field)
        if amount is not None and not (amount.is_finite() and 0 <= amount < _HIGHEST):
            wrong[field] = _("Not an amount of money.")
    return wrong


def _check_text(text: str, longest: int, *, needed: bool) -> str:
    if needed and not text.strip():
        return _("Must not be empty.")
    if len(text) > longest:
        return _("At most %(count)s characters.") % {"count": longest}
    if "\x00" in text:
        return _("Holds a character that cannot be kept.")
    return ""
