"""The list of orders: what narrows it, the orders it is walked in, its lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from rapport.customers.party.api import load_names
from rapport.kernel.identity.api import Actor
from rapport.kernel.paging.api import Order as Sorted
from rapport.kernel.paging.api import by_column, in_order
from rapport.operational.orders.models import Order
from rapport.operational.orders.queries.waiting import LEFT_TO_DO

ORDERS: Mapping[str, Sorted] = {"number": by_column("number"), "placed_at": by_column("placed_at", "moment")}
CHOICES = ("status", "kind", "placed", "left")
LONGEST_SPAN = 3_660


@dataclass(frozen=True, slots=True)
class OrderRow:
    """A line of the list: an order with its customer's name."""

    order: Order
    customer: str

    @property
    def id(self) -> UUID:
        """The order's id."""
        return self.order.id


def narrow_orders(rows: QuerySet[Order], chosen: Mapping[str, Sequence[str]]) -> QuerySet[Order]:
    """Apply what was chosen of `CHOICES`: statuses, kinds, placed within so many days, left to do."""
    if statuses := chosen.get("status"):
        rows = rows.filter(status__in=statuses)
    if kinds := chosen.get("kind"):
        rows = rows.filter(kind__in=kinds)
    for days in chosen.get("placed", ()):
        if days.isdecimal() and int(days) <= LONGEST_SPAN:
            rows = rows.filter(placed_at__gte=timezone.now() - timedelta(days=int(days)))
    for left in chosen.get("left", ()):
        if left in LEFT_TO_DO:
            rows = rows.filter(LEFT_TO_DO[left]())
    return rows


def load_rows(ids: Sequence[UUID], actor: Actor) -> list[OrderRow]:
    """Return the lines of these orders with their customers' names, by two queries."""
    orders = in_order(ids, {order.id: order for order in Order.objects.filter(id__in=ids)})
    names = load_names([order.party_id for order in orders if order.party_id])
    return [OrderRow(order, _customer(order, names, actor)) for order in orders]


def _customer(order: Order, names: Mapping[UUID, tuple[str, str]], actor: Actor) -> str:
    if order.party_id and order.party_id in names:
        return names[order.party_id][0]
    shown = [getattr(order, name) for name in ("guest_name", "guest_email") if actor.may_see("order", name)]
    return next((text for text in shown if text), _("Guest"))
