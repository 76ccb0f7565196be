"""Goods come back."""

from decimal import Decimal

import pytest
from tests.house import Shop

from rapport.kernel.errors import Invalid
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.orders.contracts import (
    NewLine,
    NewPayment,
    NewReturn,
)
from rapport.operational.orders.operations import (
    receive_payment,
    receive_return,
)
from rapport.operational.orders.tests.shared import lines_of, order_of


class TestReceiveReturn:
    def test_is_worth_what_the_line_cost(self, shop: Shop) -> None:
        order = order_of(shop, NewLine(quantity=Decimal(3), unit_price=Decimal("3.33"), discount_minor=100))
        receive_payment(order.id, NewPayment(899), actor=shop.actor)
        (line,) = lines_of(shop, order)
        one = NewReturn(((line.id, Decimal(1)),), "damaged", refund_minor=300)
        values = [receive_return(order.id, one, actor=shop.actor).value_minor for _ in range(2)]
        last = NewReturn(((line.id, Decimal(1)),), "other", refund_minor=299)
        values.append(receive_return(order.id, last, actor=shop.actor).value_minor)
        assert sum(values) == 899
        with as_tenant(shop.tenant_id):
            order.refresh_from_db()
        assert (order.refunded_minor, order.status) == (899, "refunded")
        with pytest.raises(Invalid, match="not right"):
            receive_return(order.id, last, actor=shop.actor)

    def test_refuses_a_line_of_another_order(self, shop: Shop) -> None:
        (line,) = lines_of(shop, order_of(shop))
        with pytest.raises(Invalid):
            receive_return(order_of(shop).id, NewReturn(((line.id, Decimal(1)),), "other"), actor=shop.actor)

    def test_refuses_the_same_line_said_twice_too_often(self, shop: Shop) -> None:
        order = order_of(shop)
        (line,) = lines_of(shop, order)
        twice = NewReturn(((line.id, Decimal(1)), (line.id, Decimal(2))), "other")
        with pytest.raises(Invalid):
            receive_return(order.id, twice, actor=shop.actor)
