"""Invoices are issued and declared void."""

from datetime import date

import pytest
from tests.house import Shop

from rapport.kernel.errors import Conflict
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.orders.contracts import (
    InvoiceTerms,
    NewPayment,
)
from rapport.operational.orders.models import Invoice
from rapport.operational.orders.operations import (
    cancel_order,
    issue_invoice,
    receive_payment,
    void_invoice,
)
from rapport.operational.orders.tests.shared import order_of


class TestInvoices:
    def test_numbers_without_gaps(self, shop: Shop) -> None:
        orders = [order_of(shop) for _ in range(3)]
        first = issue_invoice(orders[0].id, actor=shop.actor)
        with pytest.raises(Conflict):
            issue_invoice(orders[0].id, actor=shop.actor)
        second = issue_invoice(orders[1].id, InvoiceTerms(due_on=date(2999, 1, 1)), actor=shop.actor)
        assert int(second.number[-6:]) == int(first.number[-6:]) + 1

    def test_is_paid_with_its_order(self, shop: Shop) -> None:
        order = order_of(shop)
        invoice = issue_invoice(order.id, actor=shop.actor)
        receive_payment(order.id, NewPayment(1998), actor=shop.actor)
        with as_tenant(shop.tenant_id):
            assert Invoice.objects.get(id=invoice.id).status == "paid"
        with pytest.raises(Conflict):
            void_invoice(order.id, invoice.id, actor=shop.actor)

    def test_may_follow_a_void_one(self, shop: Shop) -> None:
        order = order_of(shop)
        void_invoice(order.id, issue_invoice(order.id, actor=shop.actor).id, actor=shop.actor)
        assert issue_invoice(order.id, actor=shop.actor).status == "issued"

    def test_refuses_a_cancelled_order(self, shop: Shop) -> None:
        order = cancel_order(order_of(shop).id, actor=shop.actor)
        with pytest.raises(Conflict):
            issue_invoice(order.id, actor=shop.actor)
