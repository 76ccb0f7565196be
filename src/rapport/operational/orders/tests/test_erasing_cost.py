"""Erasing whoever bought for years costs as many statements as erasing who never did."""

from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

from django.db import connections
from django.test.utils import CaptureQueriesContext
from tests.house import Shop

from rapport.customers.party.tests.people import enter
from rapport.customers.privacy.api import erase_customer
from rapport.customers.timeline.api import TouchDraft, record_touches
from rapport.kernel.tenancy.api import as_tenant
from rapport.kernel.work.api import unit_of_work
from rapport.operational.orders.contracts import NewLine, NewOrder
from rapport.operational.orders.models import Order
from rapport.operational.orders.operations import upsert_orders

ORDERS, TOUCHES = 300, 1_200
WHEN = datetime(2026, 3, 1, tzinfo=UTC)


def furnish(shop: Shop, name: str, orders: int, touches: int) -> UUID:
    """A customer with so many orders and so many lines on the timeline."""
    party = enter(shop, name, f"{name}@example.org".lower()).id
    line = NewLine(quantity=Decimal(1), unit_price=Decimal(5), description="Tea")
    new = [
        NewOrder(
            lines=(line,), number=f"{name}-{number}", party_id=party, guest_name=name, note=f"For {name}"
        )
        for number in range(orders)
    ]
    upsert_orders(list(enumerate(new)), "create", actor=shop.actor)
    with unit_of_work(shop.actor):
        drafts = [TouchDraft(party, WHEN, "call", f"{name} rang", "") for _number in range(touches)]
        record_touches(drafts, actor=shop.actor)
    return party


def erase(shop: Shop, party: UUID) -> int:
    """Erase a customer and return how many statements that took."""
    with CaptureQueriesContext(connections["default"]) as asked:
        erase_customer(party, actor=shop.actor)
    return len(asked)


def test_many_orders_cost_no_more_statements_than_one(shop: Shop) -> None:
    few = erase(shop, furnish(shop, "Ada", 1, 1))
    busy = furnish(shop, "Zuleika", ORDERS, TOUCHES)
    many = erase(shop, busy)
    assert many <= few
    with as_tenant(shop.tenant_id):
        left = Order.objects.filter(party_id=busy)
        assert left.count() == ORDERS
        assert not left.exclude(note="").exists()
