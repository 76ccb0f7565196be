"""Money is received and given back."""

import pytest
from tests.house import Shop

from rapport.kernel.errors import Conflict, Invalid
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.orders.contracts import (
    NewPayment,
)
from rapport.operational.orders.operations import (
    give_refund,
    receive_payment,
)
from rapport.operational.orders.tests.shared import order_of


class TestMoney:
    def test_becomes_paid_when_all_is_paid(self, shop: Shop) -> None:
        order = order_of(shop)
        receive_payment(order.id, NewPayment(1000), actor=shop.actor)
        receive_payment(order.id, NewPayment(998, method="card"), actor=shop.actor)
        with as_tenant(shop.tenant_id):
            order.refresh_from_db()
        assert (order.status, order.paid_minor) == ("paid", 1998)

    def test_becomes_refunded_when_all_went_back(self, shop: Shop) -> None:
        order = order_of(shop)
        receive_payment(order.id, NewPayment(1998), actor=shop.actor)
        give_refund(order.id, NewPayment(500), actor=shop.actor)
        give_refund(order.id, NewPayment(1498), actor=shop.actor)
        with as_tenant(shop.tenant_id):
            order.refresh_from_db()
        assert (order.status, order.refunded_minor) == ("refunded", 1998)

    def test_gives_back_no_more_than_it_had(self, shop: Shop) -> None:
        order = order_of(shop)
        receive_payment(order.id, NewPayment(100), actor=shop.actor)
        with pytest.raises(Invalid):
            give_refund(order.id, NewPayment(101), actor=shop.actor)

    @pytest.mark.parametrize("amount", [0, -1, 10**18])
    def test_refuses_what_is_no_amount(self, shop: Shop, amount: int) -> None:
        order = order_of(shop)
        with pytest.raises(Invalid):
            receive_payment(order.id, NewPayment(amount), actor=shop.actor)

    def test_takes_a_payment_of_another_system_once(self, shop: Shop) -> None:
        order = order_of(shop)
        payment = NewPayment(100, source="stripe", external_id="pi_1")
        receive_payment(order.id, payment, actor=shop.actor)
        with pytest.raises(Conflict):
            receive_payment(order.id, payment, actor=shop.actor)
