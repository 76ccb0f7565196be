"""What happens to an order is told as facts, with the whole public state and nothing about guests."""

import json
from decimal import Decimal
from typing import Any

from django.db import connections
from tests.house import Shop

from rapport.customers.party.api import CustomerDraft, create_customer
from rapport.customers.timeline.api import list_touches
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.orders.contracts import InvoiceTerms, NewLine, NewOrder, NewPayment, NewReturn
from rapport.operational.orders.models import Order, OrderLine
from rapport.operational.orders.operations import (
    cancel_order,
    issue_invoice,
    place_order,
    receive_payment,
    receive_return,
    upsert_orders,
)

TEN = NewLine(quantity=Decimal("2.50"), unit_price=Decimal(4), description="Tea")


def facts(shop: Shop) -> list[tuple[str, int | None, dict[str, Any]]]:
    with connections["relay"].cursor() as cursor:
        cursor.execute(
            "select name, subject_version, payload::text from fact"
            " where tenant_id = %s and body is null and subject_kind in ('order', 'invoice', 'return')"
            " order by id",
            [shop.tenant_id],
        )
        return [(name, version, json.loads(payload)) for name, version, payload in cursor.fetchall()]


class TestFacts:
    def test_tell_the_life_of_an_order(self, shop: Shop) -> None:
        new = NewOrder(lines=(TEN,), guest_name="Bob", guest_email="bob@example.com", guest_phone="+4912345")
        order = place_order(new, actor=shop.actor)
        receive_payment(order.id, NewPayment(1000, method="card"), actor=shop.actor)
        issue_invoice(order.id, InvoiceTerms(number="X-1"), actor=shop.actor)
        with as_tenant(shop.tenant_id):
            line = OrderLine.objects.get(order_id=order.id)
        receive_return(
            order.id, NewReturn(((line.id, Decimal(1)),), "other", refund_minor=400), actor=shop.actor
        )
        cancel_order(order.id, actor=shop.actor, reason="changed")
        told = facts(shop)
        assert [(name, version) for name, version, _ in told] == [
            ("order.placed.v1", 1),
            ("order.status_changed.v1", 2),
            ("payment.received.v1", 2),
            ("invoice.issued.v1", None),
            ("return.received.v1", None),
            ("payment.refunded.v1", 3),
            ("order.status_changed.v1", 4),
            ("order.cancelled.v1", 4),
        ]
        placed, last = told[0][2], told[-1][2]
        assert placed["total_minor"] == 1000
        assert placed["lines"][0]["quantity"] == "2.5"
        assert (last["before"], last["status"], last["reason"]) == ("paid", "cancelled", "changed")
        assert (last["paid_minor"], last["refunded_minor"]) == (1000, 400)
        assert "bob" not in json.dumps([payload for _, _, payload in told]).lower()

    def test_come_in_parcels_for_many(self, shop: Shop) -> None:
        rows = [NewOrder(lines=(TEN,), number=str(number)) for number in range(600)]
        upsert_orders(list(enumerate(rows)), "create", actor=shop.actor)
        with connections["relay"].cursor() as cursor:
            cursor.execute(
                "select count(*), sum(count) from fact where tenant_id = %s and name = 'order.placed.v1'",
                [shop.tenant_id],
            )
            assert cursor.fetchone() == (2, 600)

    def test_leave_nothing_of_what_failed(self, shop: Shop) -> None:
        try:
            place_order(NewOrder(lines=(TEN,), discount_minor=10**9), actor=shop.actor)
        except Exception:
            with as_tenant(shop.tenant_id):
                assert not Order.objects.exists()
        assert facts(shop) == []


class TestTimeline:
    def test_has_a_line_for_each_step(self, shop: Shop) -> None:
        ada = create_customer(CustomerDraft(name="Ada"), actor=shop.actor)
        order = place_order(NewOrder(lines=(TEN,), party_id=ada.id), actor=shop.actor)
        receive_payment(order.id, NewPayment(1000, method="card"), actor=shop.actor)
        with as_tenant(shop.tenant_id):
            page = list_touches(ada.id, actor=shop.actor)
        kinds = {line.kind: (line.title, line.summary) for line in page.lines}
        assert kinds["order.placed"] == (order.number, "10.00 EUR")
        assert kinds["payment.received"] == (order.number, "10.00 EUR · card")
        assert "order.paid" in kinds
