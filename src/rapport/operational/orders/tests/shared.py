"""What the tests of orders share: customers, orders, and how they stand now."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from tests.house import Shop

from rapport.customers.party.api import CustomerDraft, CustomerState, create_customer, get_customer
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.orders.contracts import (
    NewLine,
    NewOrder,
)
from rapport.operational.orders.models import Order, OrderLine
from rapport.operational.orders.operations import (
    place_order,
)

TWO_TEAS = NewLine(quantity=Decimal(2), unit_price=Decimal("9.99"), description="Tea")


def customer(shop: Shop, name: str = "Ada") -> CustomerState:
    return create_customer(CustomerDraft(name=name), actor=shop.actor)


def now(shop: Shop, party_id: UUID) -> CustomerState:
    with as_tenant(shop.tenant_id):
        return get_customer(party_id, actor=shop.actor)


def order_of(shop: Shop, *lines: NewLine, **values: Any) -> Order:
    return place_order(NewOrder(lines=lines or (TWO_TEAS,), **values), actor=shop.actor)


def lines_of(shop: Shop, order: Order) -> list[OrderLine]:
    with as_tenant(shop.tenant_id):
        return list(OrderLine.objects.filter(order_id=order.id))
