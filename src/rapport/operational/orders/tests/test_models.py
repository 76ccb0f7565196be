"""The tables stand behind the wall, and satellites go with their order."""

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone
from tests.house import Shop

from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.orders.models import Order, OrderLine


def place(number: str = "1", **values: object) -> Order:
    return Order.objects.create(number=number, placed_at=timezone.now(), currency="EUR", **values)


class TestWalls:
    def test_shows_a_stranger_nothing(self, shop: Shop, other_shop: Shop) -> None:
        with as_tenant(shop.tenant_id):
            OrderLine.objects.create(order=place(), position=1)
        with as_tenant(other_shop.tenant_id):
            assert not Order.objects.exists()
            assert not OrderLine.objects.exists()

    def test_lets_two_systems_use_one_number(self, shop: Shop) -> None:
        with as_tenant(shop.tenant_id):
            place(source="woo")
            place(source="shopify")
        with pytest.raises(IntegrityError, match="sales_order_number"), as_tenant(shop.tenant_id):
            place(source="woo")

    def test_takes_an_external_id_once_per_source(self, shop: Shop) -> None:
        with as_tenant(shop.tenant_id):
            place("1", external_id="77", source="woo")
            place("2", external_id="77", source="shopify")
            place("3", source="woo")
            place("4", source="woo")
        with pytest.raises(IntegrityError, match="sales_order_external"), as_tenant(shop.tenant_id):
            place("5", external_id="77", source="woo")

    def test_refuses_a_line_of_a_strangers_order(self, shop: Shop, other_shop: Shop) -> None:
        with as_tenant(other_shop.tenant_id):
            theirs = place()
        with pytest.raises(IntegrityError, match="order_line_order_id"), as_tenant(shop.tenant_id):
            OrderLine.objects.create(order_id=theirs.id, position=1)

    def test_drops_lines_with_their_order(self, shop: Shop) -> None:
        with as_tenant(shop.tenant_id):
            order = place()
            OrderLine.objects.create(order=order, position=1)
            with connection.cursor() as cursor:
                cursor.execute("delete from sales_order where id = %s", [order.id])
            assert not OrderLine.objects.exists()
