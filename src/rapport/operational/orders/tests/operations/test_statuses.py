"""Orders go forward step by step, and a step may be taken back."""

import pytest
from tests.house import Shop

from rapport.kernel.errors import Conflict, Missing
from rapport.kernel.ids import new_id
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.orders.contracts import (
    NewPayment,
)
from rapport.operational.orders.operations import (
    cancel_order,
    change_status,
    receive_payment,
    take_back_step,
)
from rapport.operational.orders.queries import get_details
from rapport.operational.orders.tests.shared import customer, now, order_of


class TestChangeStatus:
    def test_keeps_each_step(self, shop: Shop) -> None:
        order = order_of(shop)
        change_status(order.id, "shipped", actor=shop.actor, reason="DHL")
        change_status(order.id, "completed", actor=shop.actor)
        with as_tenant(shop.tenant_id):
            steps = get_details(order.id, shop.actor).history
        assert [(s.before, s.after, s.reason) for s in steps] == [
            ("", "placed", ""),
            ("placed", "shipped", "DHL"),
            ("shipped", "completed", ""),
        ]

    def test_repeats_nothing(self, shop: Shop) -> None:
        order = order_of(shop)
        cancel_order(order.id, actor=shop.actor)
        assert cancel_order(order.id, actor=shop.actor).version == 2

    def test_refuses_to_go_back(self, shop: Shop) -> None:
        order = order_of(shop)
        change_status(order.id, "shipped", actor=shop.actor)
        for after in ("placed", "cancelled"):
            with pytest.raises(Conflict):
                change_status(order.id, after, actor=shop.actor)

    def test_refuses_a_stale_version(self, shop: Shop) -> None:
        order = order_of(shop)
        change_status(order.id, "paid", actor=shop.actor, version=1)
        with pytest.raises(Conflict, match="meanwhile"):
            change_status(order.id, "shipped", actor=shop.actor, version=1)

    def test_answers_a_stranger_as_if_there_were_none(self, shop: Shop, other_shop: Shop) -> None:
        order = order_of(shop)
        for each in (order.id, new_id()):
            with pytest.raises(Missing, match="no such order"):
                cancel_order(each, actor=other_shop.actor)


class TestTakeBackStep:
    def test_takes_the_last_step_back_and_keeps_both(self, shop: Shop) -> None:
        order = order_of(shop)
        change_status(order.id, "packed", actor=shop.actor)
        order = take_back_step(order.id, actor=shop.actor)
        assert (order.status, order.version) == ("placed", 3)
        with as_tenant(shop.tenant_id):
            steps = get_details(order.id, shop.actor).history
        assert [(step.before, step.after) for step in steps] == [
            *(("", "placed"), ("placed", "packed"), ("packed", "placed")),
        ]

    def test_counts_a_cancelled_order_again(self, shop: Shop) -> None:
        ada = customer(shop)
        order = order_of(shop, party_id=ada.id)
        cancel_order(order.id, actor=shop.actor)
        assert now(shop, ada.id).order_count == 0
        take_back_step(order.id, actor=shop.actor)
        assert now(shop, ada.id).order_count == 1

    def test_leaves_what_money_did_and_the_beginning(self, shop: Shop) -> None:
        order = order_of(shop)
        with pytest.raises(Conflict):
            take_back_step(order.id, actor=shop.actor)
        receive_payment(order.id, NewPayment(order.total_minor), actor=shop.actor)
        with pytest.raises(Conflict):
            take_back_step(order.id, actor=shop.actor)

    def test_answers_a_stranger_as_if_there_were_none(self, shop: Shop, other_shop: Shop) -> None:
        order = order_of(other_shop)
        with pytest.raises(Missing):
            take_back_step(order.id, actor=shop.actor)
