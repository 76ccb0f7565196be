"""Orders are placed: sums by the rules, numbers taken, the customer counted."""

import threading
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from tests.house import Shop

from rapport.kernel.errors import Conflict, Forbidden, Invalid
from rapport.kernel.identity.api import Actor
from rapport.kernel.ids import new_id
from rapport.kernel.money.api import set_rates
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.orders.contracts import (
    NewAddress,
    NewLine,
    NewOrder,
)
from rapport.operational.orders.models import Order, OrderLine
from rapport.operational.orders.operations import (
    cancel_order,
    place_order,
)
from rapport.operational.orders.queries import get_details
from rapport.operational.orders.tests.shared import TWO_TEAS, customer, now, order_of
from rapport.operational.products.api import create_product


class TestPlaceOrder:
    def test_sums_numbers_and_remembers(self, shop: Shop) -> None:
        ada = customer(shop)
        order = order_of(
            shop,
            TWO_TEAS,
            NewLine(unit_price=Decimal("5"), tax_rate=Decimal("0.19")),
            party_id=ada.id,
            shipping_minor=490,
            discount_minor=100,
            addresses=(NewAddress("delivery", city="Bremen", country="de"),),
        )
        assert order.number.startswith("O-20")
        assert (order.subtotal_minor, order.discount_minor, order.tax_minor) == (2498, 100, 91)
        assert order.total_minor == 2498 - 100 + 490 + 91
        with as_tenant(shop.tenant_id):
            details = get_details(order.id, shop.actor)
        assert [step.after for step in details.history] == ["placed"]
        assert details.addresses[0].country == "DE"
        assert sum(line.total_minor for line in details.lines) + 490 == order.total_minor

    def test_keeps_the_customers_counters(self, shop: Shop) -> None:
        ada = customer(shop)
        first = order_of(shop, party_id=ada.id, placed_at=datetime(2026, 1, 1, tzinfo=UTC))
        order_of(shop, party_id=ada.id, placed_at=datetime(2026, 2, 1, tzinfo=UTC))
        state = now(shop, ada.id)
        assert (state.order_count, state.spent_minor, state.currency) == (2, 3996, "EUR")
        assert state.last_order_at == datetime(2026, 2, 1, tzinfo=UTC)
        cancel_order(first.id, actor=shop.actor)
        state = now(shop, ada.id)
        assert (state.order_count, state.spent_minor) == (1, 1998)
        assert state.first_order_at == datetime(2026, 2, 1, tzinfo=UTC)

    def test_counts_other_money_by_the_days_rate(self, shop: Shop) -> None:
        ada = customer(shop)
        set_rates([("USD", date(2026, 1, 1), Decimal("0.5"))], actor=shop.actor)
        order_of(shop, party_id=ada.id, currency="USD")
        order_of(shop, party_id=ada.id, currency="JPY", placed_at=datetime(2026, 2, 1, tzinfo=UTC))
        state = now(shop, ada.id)
        assert (state.order_count, state.spent_minor) == (2, 999)

    def test_takes_name_and_price_of_the_product(self, shop: Shop) -> None:
        tea = create_product(
            {"sku": "T-1", "name": "Green Tea", "unit_price": Decimal("4.5")}, actor=shop.actor
        )
        order = order_of(shop, NewLine(sku="T-1"), NewLine(product_id=tea.id, quantity=Decimal(3)))
        assert order.total_minor == 1800
        with as_tenant(shop.tenant_id):
            lines = OrderLine.objects.filter(order_id=order.id)
            assert {(line.sku, line.product_id, line.description) for line in lines} == {
                ("T-1", tea.id, "Green Tea")
            }

    def test_keeps_an_unknown_sku_as_text(self, shop: Shop) -> None:
        order = order_of(shop, NewLine(sku="GONE", unit_price=Decimal(1)))
        with as_tenant(shop.tenant_id):
            assert OrderLine.objects.get(order_id=order.id).product_id is None

    @pytest.mark.parametrize(
        ("values", "field"),
        [
            ({"lines": ()}, "lines"),
            ({"currency": "ABC"}, "currency"),
            ({"party_id": new_id()}, "party_id"),
            ({"unit_id": new_id()}, "unit_id"),
            ({"discount_minor": 1999}, "discount_minor"),
            ({"shipping_minor": -1}, "shipping_minor"),
            ({"status": "nonsense"}, "status"),
            ({"guest_name": "a\x00"}, "guest_name"),
            ({"number": "x" * 65}, "number"),
            ({"lines": (NewLine(sku="GONE"),)}, "lines.0.sku"),
            ({"lines": (NewLine(product_id=new_id(), unit_price=Decimal(1)),)}, "lines.0.product_id"),
            ({"lines": (NewLine(quantity=Decimal(0), unit_price=Decimal(1)),)}, "lines.0.quantity"),
            ({"lines": (NewLine(unit_price=Decimal("NaN")),)}, "lines.0.unit_price"),
            (
                {"lines": (NewLine(quantity=Decimal(10) ** 11, unit_price=Decimal(10) ** 12),)},
                "discount_minor",
            ),
        ],
    )
    def test_names_what_is_wrong(self, shop: Shop, values: dict[str, Any], field: str) -> None:
        with pytest.raises(Invalid) as refused:
            place_order(NewOrder(**{"lines": (TWO_TEAS,), **values}), actor=shop.actor)
        assert field in refused.value.fields
        with as_tenant(shop.tenant_id):
            assert not Order.objects.exists()

    def test_refuses_a_strangers_customer_as_if_there_were_none(self, shop: Shop, other_shop: Shop) -> None:
        theirs = customer(other_shop)
        with pytest.raises(Invalid, match="no such customer"):
            order_of(shop, party_id=theirs.id)

    def test_refuses_a_number_twice(self, shop: Shop) -> None:
        order_of(shop, number="A-1", source="erp")
        with pytest.raises(Conflict):
            order_of(shop, number="A-1", source="erp")
        order_of(shop, number="A-1", source="till")

    def test_refuses_who_may_not(self, shop: Shop) -> None:
        nobody = Actor(shop.tenant_id, "member", shop.actor.id, "Nobody")
        with pytest.raises(Forbidden):
            place_order(NewOrder(lines=(TWO_TEAS,)), actor=nobody)

    def test_counts_right_when_many_order_at_once(self, shop: Shop) -> None:
        ada = customer(shop)
        failures: list[BaseException] = []

        def buy() -> None:
            try:
                for _ in range(5):
                    order_of(shop, party_id=ada.id)
            except BaseException as error:
                failures.append(error)
            finally:
                connection.close()

        threads = [threading.Thread(target=buy) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not failures
        state = now(shop, ada.id)
        assert (state.order_count, state.spent_minor) == (20, 20 * 1998)
        with as_tenant(shop.tenant_id):
            numbers = sorted(Order.objects.values_list("number", flat=True))
        assert [int(number[-6:]) for number in numbers] == list(range(1, 21))
