"""What surrounds an order is changed."""

import pytest
from tests.house import Shop

from rapport.kernel.errors import Invalid
from rapport.operational.orders.operations import (
    update_order,
)
from rapport.operational.orders.tests.shared import customer, now, order_of


class TestUpdateOrder:
    def test_gives_a_guests_order_to_a_customer(self, shop: Shop) -> None:
        ada, order = customer(shop), order_of(shop, guest_email=" Ada@Example.com ")
        assert order.guest_email == "ada@example.com"
        update_order(order.id, {"party_id": ada.id}, actor=shop.actor)
        assert now(shop, ada.id).order_count == 1
        update_order(order.id, {"party_id": None}, actor=shop.actor)
        assert now(shop, ada.id).order_count == 0

    def test_changes_no_sums(self, shop: Shop) -> None:
        order = order_of(shop)
        with pytest.raises(Invalid):
            update_order(order.id, {"total_minor": 1}, actor=shop.actor)
