"""Figures of orders for people who run the business: what each unit sold."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import BigIntegerField, Count, F, Func, Sum, Value

from rapport.kernel.identity.api import Actor
from rapport.kernel.tenancy.api import get_own_tenant
from rapport.operational.orders.models import Order
from rapport.operational.orders.queries.orders import list_orders
from rapport.operational.orders.rules.statuses import CANCELLED


@dataclass(frozen=True, slots=True)
class UnitFigure:
    """What a unit sold: orders that stand, and their totals in minor units of the business's own currency."""

    unit_id: UUID | None
    orders: int
    total_minor: int


def sum_by_unit(actor: Actor, since: datetime) -> list[UnitFigure]:
    """Return what each unit within the actor's reach sold since a moment (UTC), by the rates of the days.

    Orders in a currency without a rate count, but add nothing to the total.
    """
    own = get_own_tenant(actor.tenant_id).currency
    in_own = Func(
        *(F("total_minor"), F("currency"), F("placed_at"), Value(own)),
        function="money_in_own",
        output_field=BigIntegerField(),
    )
    rows = list_orders(actor).filter(placed_at__gte=since, kind=Order.Kind.ORDER).exclude(status=CANCELLED)
    summed = rows.order_by().values("unit_id").annotate(orders=Count("id"), total=Sum(in_own))
    return [UnitFigure(row["unit_id"], row["orders"], int(row["total"] or 0)) for row in summed]
