"""An order that comes with its past stands where its past left it, with every step, payment and return."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from tests.house import Shop

from rapport.customers.timeline.api import list_touches
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.orders.contracts import (
    NewOrder,
    OrderRowOutcome,
    Past,
    PastInvoice,
    PastPayment,
    PastReturn,
    PastStep,
)
from rapport.operational.orders.operations import upsert_orders
from rapport.operational.orders.queries import get_details
from rapport.operational.orders.tests.shared import TWO_TEAS, customer, now

PLACED = datetime(2025, 3, 1, 10, tzinfo=UTC)


def at(days: int) -> datetime:
    return PLACED + timedelta(days=days)


STEPS = (PastStep("paid", at(1)), PastStep("shipped", at(2), who="王芳"), PastStep("delivered", at(4)))
BACK = PastReturn(((1, Decimal(1)),), "damaged", at(9), refunded_at=at(10), method="card")
PAST = Past(
    steps=STEPS,
    payments=(PastPayment(at(1), method="card"),),
    invoices=(PastInvoice(at(2), due_on=at(32).date()),),
    returns=(BACK,),
)


def bring(shop: Shop, past: Past, **values: Any) -> OrderRowOutcome:
    new = NewOrder(lines=(TWO_TEAS,), number="OLD-1", source="old", placed_at=PLACED, past=past, **values)
    return upsert_orders([(0, new)], "create", actor=shop.actor)[0]


def test_everything_keeps_its_time(shop: Shop) -> None:
    ada = customer(shop)
    outcome = bring(shop, PAST, party_id=ada.id)
    assert outcome.id
    with as_tenant(shop.tenant_id):
        details = get_details(outcome.id, shop.actor)
        touches = {line.kind: line.at for line in list_touches(ada.id, actor=shop.actor).lines}
    order = details.order
    assert (order.status, order.paid_minor, order.refunded_minor) == ("delivered", 1998, 999)
    steps = [(step.before, step.after, step.at, step.actor_name) for step in details.history]
    assert [step[:3] for step in steps] == [
        ("", "placed", PLACED),
        ("placed", "paid", at(1)),
        ("paid", "shipped", at(2)),
        ("shipped", "delivered", at(4)),
    ]
    assert steps[2][3] == "王芳"
    assert [(row.kind, row.amount_minor, row.received_at) for row in details.payments] == [
        ("payment", 1998, at(1)),
        ("refund", 999, at(10)),
    ]
    (invoice,) = details.invoices
    assert (invoice.number, invoice.status, invoice.issued_at) == ("R-2025-000001", "paid", at(2))
    (back,) = details.returns
    assert (back.number, back.value_minor, back.received_at) == ("B-2025-000001", 999, at(9))
    assert touches["order.delivered"] == at(4)
    assert touches["payment.refunded"] == at(10)
    assert now(shop, ada.id).last_order_at == PLACED


@pytest.mark.parametrize(
    ("past", "field"),
    [
        (Past(steps=(PastStep("paid", at(-1)),)), "past.steps.0.at"),
        (Past(steps=(PastStep("lost", at(1)),)), "past.steps.0.status"),
        (Past(steps=(PastStep("paid", datetime(2999, 1, 1, tzinfo=UTC)),)), "past.steps.0.at"),
        (Past(payments=(PastPayment(at(1), amount_minor=0),)), "past.payments.0.amount_minor"),
        (Past(refunds=(PastPayment(at(1), amount_minor=5),)), "past.refunds"),
        (Past(returns=(PastReturn(((1, Decimal(3)),), "damaged", at(1)),)), "past.returns.0.lines"),
        (Past(returns=(PastReturn(((7, Decimal(1)),), "damaged", at(1)),)), "past.returns.0.lines"),
        (Past(returns=(PastReturn(((1, Decimal(1)),), "moon", at(1)),)), "past.returns.0.reason"),
    ],
)
def test_a_past_that_cannot_have_been_is_refused(shop: Shop, past: Past, field: str) -> None:
    outcome = bring(shop, past)
    assert outcome.id is None
    assert field in outcome.fields


def test_many_pasts_cost_few_queries(shop: Shop) -> None:
    rows = [
        (
            number,
            NewOrder(lines=(TWO_TEAS,), number=f"OLD-{number}", source="old", placed_at=PLACED, past=PAST),
        )
        for number in range(60)
    ]
    before = len(connection.queries_log)
    with as_tenant(shop.tenant_id):
        outcomes = upsert_orders(rows, "create", actor=shop.actor)
    assert all(one.outcome == "created" for one in outcomes)
    assert len(connection.queries_log) - before < 80
