"""Where is my order? What customers who ask by a message may hear of their own orders."""

import re
from collections.abc import Mapping, Sequence
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from rapport.collaborative.logic.contracts import Asked
from rapport.kernel.settings.api import get_setting
from rapport.operational.orders.models import Order

NEWEST = 50
"""Orders of a customer among which a number is looked for."""
MOST_PIECES, LONGEST = 60, 4
"""Words of a message that are looked at, and of how many a number is made."""
_PIECES = re.compile(r"[^\W_]+")


class OrderLookUp:
    """Finds the order a customer names by its number, else their newest; never anybody else's."""

    name = "order"
    label = _("Order")

    @property
    def places(self) -> Mapping[str, str]:
        """The order's number, how far it is, and its day."""
        return {
            "order_number": "1001",
            "order_status": str(Order.Status.SHIPPED.label),
            "order_day": "2026-11-20",
        }

    def find(self, asked: Sequence[Asked]) -> Sequence[Mapping[str, str] | None]:
        """Return what is known of each order asked for, in the language of whoever asks; one statement."""
        orders = _load({one.customer_id for one in asked if one.customer_id is not None})
        zone = ZoneInfo(get_setting("business.zone"))
        return [_answer(one, orders, zone) for one in asked]


def _load(party_ids: set[UUID]) -> dict[UUID, list[Order]]:
    """The newest orders of customers, the newest first."""
    own = Order.objects.filter(party_id__in=tuple(party_ids), kind=Order.Kind.ORDER)
    newest = [F("placed_at").desc(), F("id").desc()]
    ranked = own.annotate(place=Window(RowNumber(), partition_by="party_id", order_by=newest))
    found: dict[UUID, list[Order]] = {}
    for row in ranked.filter(place__lte=NEWEST).order_by("party_id", "place"):
        if row.party_id is not None:
            found.setdefault(row.party_id, []).append(row)
    return found


def _answer(asked: Asked, orders: Mapping[UUID, list[Order]], zone: ZoneInfo) -> Mapping[str, str] | None:
    own = orders.get(asked.customer_id, []) if asked.customer_id is not None else []
    order = choose_order([row.number for row in own], asked.rest)
    if order is None:
        return None
    row = own[order]
    with override("zh-hans" if asked.language == "zh" else "en"):
        status = str(Order.Status(row.status).label)
    return {
        "order_number": row.number,
        "order_status": status,
        "order_day": row.placed_at.astimezone(zone).date().isoformat(),
    }


def choose_order(numbers: Sequence[str], rest: str) -> int | None:
    """Return which of a customer's orders, the newest first, a text names; none named means the newest.

    A number counts whole, without its signs: “so-1001” is “SO 1001”.
    """
    pieces = _PIECES.findall(rest.casefold())[:MOST_PIECES]
    named = {"".join(pieces[at : at + many]) for at in range(len(pieces)) for many in range(1, LONGEST + 1)}
    for at, number in enumerate(numbers):
        if "".join(_PIECES.findall(number.casefold())) in named:
            return at
    named = {one for one in named if any(letter.isdecimal() for letter in one)}
    return 0 if numbers and not named else None
