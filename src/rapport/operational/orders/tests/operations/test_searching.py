"""Orders are found in their list."""

from collections.abc import Callable

import pytest
from tests.house import Shop

from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.orders.queries import list_orders, search_orders
from rapport.operational.orders.tests.shared import order_of


class TestSearchOrders:
    @pytest.mark.parametrize(
        ("text", "found"),
        [("A-1", 2), ("#A-10", 1), ("B", 0), ("guest@example.com", 1), ("Guest@Example.com", 1), ("", 3)],
    )
    def test_finds_by_number_and_guest(self, make_shop: Callable[..., Shop], text: str, found: int) -> None:
        shop = make_shop("till")
        for number in ("A-10", "A-11"):
            order_of(shop, number=number)
        order_of(shop, number="C", guest_email="guest@example.com")
        with as_tenant(shop.tenant_id):
            assert search_orders(list_orders(shop.actor), text).count() == found
