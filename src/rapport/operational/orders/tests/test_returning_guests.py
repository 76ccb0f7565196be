"""An erased person's old order that comes in again stays nobody's; a new one is served."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone
from tests.house import Shop

from rapport.customers.party.tests.people import enter
from rapport.customers.privacy.api import erase_customer
from rapport.kernel.audit.api import check_seals, list_changes, seal_changes
from rapport.kernel.ids import new_id
from rapport.kernel.outbox.api import Envelope
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.orders.contracts import NewAddress, NewLine, NewOrder
from rapport.operational.orders.handlers import forget_returned_guests
from rapport.operational.orders.models import Order, OrderAddress
from rapport.operational.orders.operations import place_order

EMAIL, PHONE = "zuleika@x.org", "+4917612345678"
LONG_AGO = datetime(2024, 5, 1, tzinfo=UTC)


def place(shop: Shop, placed_at: datetime, *, email: str = "", phone: str = "") -> UUID:
    """Place a guest's order, delivered to them, as a file or a shop would bring it."""
    new = NewOrder(
        lines=(NewLine(quantity=Decimal(1), unit_price=Decimal(5), description="Tea"),),
        guest_name="Zuleika Dobson",
        note="Ring at Zuleika's",
        placed_at=placed_at,
        country="DE",
        addresses=(NewAddress("delivery", "Zuleika Dobson", "", "Broad St 1", "Oxford", "", "OX1", "GB"),),
        guest_email=email,
        guest_phone=phone,
    )
    return place_order(new, actor=shop.actor).id


def arrive(shop: Shop, *order_ids: UUID) -> None:
    """Hand on the facts that these orders came, twice as a relay may."""
    now = timezone.now()
    batch = [
        Envelope(
            id=new_id(),
            tenant_id=shop.tenant_id,
            name="order.placed.v1",
            occurred_at=now,
            recorded_at=now,
            actor_id=None,
            unit_id=None,
            subject_kind="order",
            subject_id=one,
            subject_version=1,
            cause_id=None,
            payload={"order_id": str(one), "party_id": None},
        )
        for one in order_ids
    ]
    with as_tenant(shop.tenant_id):
        forget_returned_guests(batch)
        forget_returned_guests(batch)


def words_of(shop: Shop, order_id: UUID) -> str:
    with as_tenant(shop.tenant_id):
        order = Order.objects.get(id=order_id)
        place = OrderAddress.objects.get(order_id=order_id)
        history = [line.fields for line in list_changes(row_ids=[order_id, place.id])]
    told = (order.guest_name, order.guest_email, order.guest_phone, order.note, place.name, place.line)
    return f"{''.join(told)}{history or ''}".lower()


@pytest.fixture
def erased(shop: Shop) -> None:
    """Somebody reached by an e-mail address and a number, who was erased just now."""
    erase_customer(enter(shop, "Zuleika Dobson", EMAIL, PHONE).id, actor=shop.actor)


@pytest.mark.parametrize("guest", [{"email": EMAIL}, {"phone": "0176 12345678"}])
def test_an_old_order_comes_back_as_nobodys(shop: Shop, erased: None, guest: dict[str, str]) -> None:
    old = place(shop, LONG_AGO, **guest)
    assert "zuleika" in words_of(shop, old)
    arrive(shop, old)
    assert "zuleika" not in words_of(shop, old)
    assert "12345678" not in words_of(shop, old).replace(" ", "")
    with as_tenant(shop.tenant_id):
        assert Order.objects.get(id=old).total_minor == 500
        seal_changes()
        assert all(check.intact for check in check_seals())


def test_whoever_orders_again_is_served(shop: Shop, erased: None) -> None:
    fresh = place(shop, timezone.now() + timedelta(minutes=1), email=EMAIL)
    other = place(shop, LONG_AGO, email="somebody@else.org")
    arrive(shop, fresh, other)
    assert "zuleika" in words_of(shop, fresh)
    assert "zuleika" in words_of(shop, other)


def test_nothing_changes_where_nobody_was_erased(shop: Shop) -> None:
    old = place(shop, LONG_AGO, email=EMAIL)
    arrive(shop, old)
    assert "zuleika" in words_of(shop, old)


def test_many_cost_as_few_statements_as_one(
    shop: Shop, erased: None, django_assert_max_num_queries: Any
) -> None:
    orders = [place(shop, LONG_AGO, email=EMAIL) for _number in range(30)]
    with django_assert_max_num_queries(60):
        arrive(shop, *orders)
    assert "zuleika" not in words_of(shop, orders[-1])
