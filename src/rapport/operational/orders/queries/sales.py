"""What one product sold, read from the orders the actor may see."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import BigIntegerField, Count, F, Func, QuerySet, Sum, Value
from django.db.models.functions import TruncMonth

from rapport.kernel.identity.api import Actor
from rapport.kernel.tenancy.api import get_own_tenant
from rapport.operational.orders.models import Order, OrderLine
from rapport.operational.orders.queries.orders import list_orders
from rapport.operational.orders.rules.statuses import CANCELLED


@dataclass(frozen=True, slots=True)
class MonthSold:
    """A month of one product: pieces, orders, and their totals in minor units of the own currency."""

    month: datetime
    pieces: Decimal
    orders: int
    total_minor: int


@dataclass(frozen=True, slots=True)
class LineSold:
    """A line of an order that holds the product; the total in minor units of the order's currency."""

    order_id: UUID
    number: str
    status: str
    placed_at: datetime
    quantity: Decimal
    total_minor: int
    currency: str


def list_months_sold(product_id: UUID, actor: Actor, since: datetime) -> list[MonthSold]:
    """Return what was sold in each month (of the actor's zone) since a moment, the newest first."""
    tenant = get_own_tenant(actor.tenant_id)
    in_own = Func(
        *(F("total_minor"), F("order__currency"), F("order__placed_at"), Value(tenant.currency)),
        function="money_in_own",
        output_field=BigIntegerField(),
    )
    month = TruncMonth("order__placed_at", tzinfo=ZoneInfo(tenant.zone))
    rows = _lines(product_id, actor).filter(order__placed_at__gte=since).values(month=month)
    summed = rows.annotate(pieces=Sum("quantity"), orders=Count("order_id", distinct=True), total=Sum(in_own))
    return [
        MonthSold(row["month"], row["pieces"], row["orders"], int(row["total"] or 0))
        for row in summed.order_by("-month")
    ]


def list_lines_sold(product_id: UUID, actor: Actor, limit: int = 8) -> list[LineSold]:
    """Return the newest order lines that hold the product."""
    rows = _lines(product_id, actor).select_related("order").order_by("-order__placed_at", "id")[:limit]
    return [
        LineSold(
            row.order_id,
            row.order.number,
            row.order.status,
            row.order.placed_at,
            row.quantity,
            row.total_minor,
            row.order.currency,
        )
        for row in rows
    ]


def _lines(product_id: UUID, actor: Actor) -> QuerySet[OrderLine]:
    standing = list_orders(actor).filter(kind=Order.Kind.ORDER).exclude(status=CANCELLED)
    return OrderLine.objects.filter(product_id=product_id, order_id__in=standing.values("id"))
