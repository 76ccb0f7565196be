"""What is left to do about orders: counted for the home page, narrowed to for the list."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from rapport.kernel.identity.api import Actor
from rapport.operational.orders.models import Invoice, Order
from rapport.operational.orders.queries.orders import list_orders

OPEN = (Order.Status.PLACED, Order.Status.PAID, Order.Status.PACKED)
PATIENCE = timedelta(days=3)
"""How long an order may wait for its money before somebody asks."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many orders wait to be paid for days, to be packed and sent, and how many invoices are overdue."""

    unpaid: int
    unsent: int
    overdue: int


def count_waiting(actor: Actor) -> Waiting:
    """Return what is left to do about orders the actor may see; days are those of the current time zone."""
    orders = list_orders(actor).order_by()
    open_ = orders.filter(kind=Order.Kind.ORDER, status__in=OPEN)
    found = open_.aggregate(unpaid=Count("id", filter=_unpaid()), unsent=Count("id", filter=_unsent()))
    overdue = _overdue_invoices().filter(order_id__in=orders.values("id")).count()
    return Waiting(found["unpaid"], found["unsent"], overdue)


def _unpaid() -> Q:
    return Q(kind=Order.Kind.ORDER, status=Order.Status.PLACED, placed_at__lt=timezone.now() - PATIENCE)


def _unsent() -> Q:
    return Q(kind=Order.Kind.ORDER, status__in=(Order.Status.PAID, Order.Status.PACKED))


def _overdue() -> Q:
    return Q(id__in=_overdue_invoices().values("order_id"))


def _overdue_invoices() -> QuerySet[Invoice]:
    return Invoice.objects.filter(status=Invoice.Status.ISSUED, due_on__lt=timezone.localdate()).order_by()


LEFT_TO_DO: dict[str, Callable[[], Q]] = {"unpaid": _unpaid, "unsent": _unsent, "overdue": _overdue}
"""Each thing left to do, with the condition of the orders it is left for."""
