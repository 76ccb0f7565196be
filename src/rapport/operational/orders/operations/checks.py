"""What a valid order is beyond its lines."""

from django.utils.translation import gettext as _

from rapport.kernel.errors import Invalid
from rapport.kernel.money.api import known_currencies
from rapport.operational.orders.contracts import NewOrder
from rapport.operational.orders.models import Order

_LONGEST = {
    **{"number": 64, "source": 60, "external_id": 100, "channel": 40, "country": 2, "guest_name": 300},
    **{"guest_email": 254, "guest_phone": 40, "note": 10_000},
}
_ADDRESS = {
    **{"name": 300, "company": 300, "line": 500, "city": 200, "region": 200, "postcode": 20},
    **{"country": 2, "phone": 40},
}
MOST_MONEY = 10**17


def check_order(new: NewOrder, currency: str) -> None:
    """Raise `Invalid` naming every field of the order itself that cannot be."""
    wrong: dict[str, str] = {}
    if currency not in known_currencies():
        wrong["currency"] = _("Not a currency code (ISO 4217).")
    if new.kind not in Order.Kind.values:
        wrong["kind"] = _("There is no such kind of order.")
    if new.status not in Order.Status.values:
        wrong["status"] = _("There is no such status.")
    if not new.source.strip():
        wrong["source"] = _("Must not be empty.")
    wrong.update(_too_long(new, _LONGEST, ""))
    for number, address in enumerate(new.addresses):
        wrong.update(_too_long(address, _ADDRESS, f"addresses.{number}."))
    for name in ("discount_minor", "shipping_minor", "shipping_tax_minor"):
        if not 0 <= getattr(new, name) < MOST_MONEY:
            wrong[name] = _("Not an amount of money.")
    if wrong:
        raise Invalid(_("The order is not right yet."), fields=wrong)


def _too_long(record: object, longest: dict[str, int], prefix: str) -> dict[str, str]:
    wrong = {}
    for name, most in longest.items():
        text = getattr(record, name)
        if len(text) > most:
            wrong[prefix + name] = _("At most %(count)s characters.") % {"count": most}
        elif "\x00" in text:
            wrong[prefix + name] = _("Holds a character that cannot be kept.")
    return wrong
