"""Orders are placed, paid, invoiced, sent back and cancelled, and the customer's counters follow."""

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from tests.house import Shop

from rapport.customers.party.api import CustomerDraft, CustomerState, create_customer, get_customer
from rapport.kernel.errors import Conflict, Forbidden, Invalid, Missing
from rapport.kernel.identity.api import Actor
from rapport.kernel.ids import new_id
from rapport.kernel.money.api import set_rates
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.orders.contracts import (
    InvoiceTerms,
    NewAddress,
    NewLine,
    NewOrder,
    NewPayment,
    NewReturn,
)
from rapport.operational.orders.models import Invoice, Order, OrderLine
from rapport.operational.orders.operations import (
    cancel_order,
    change_status,
    give_refund,
    issue_invoice,
    place_order,
    receive_payment,
    receive_return,
    update_order,
    void_invoice,
)
from rapport.operational.orders.queries import get_details, list_orders, search_orders
from rapport.operational.products.api import create_product

TWO_TEAS = NewLine(quantity=Decimal(2), unit_price=Decimal("9.99"), description="Tea")


def customer(shop: Shop, name: str = "Ada") -> CustomerState:
    return create_customer(CustomerDraft(name=name), actor=shop.actor)


def now(shop: Shop, party_id: UUID) -> CustomerState:
    with as_tenant(shop.tenant_id):
        return get_customer(party_id, actor=shop.actor)


def order_of(shop: Shop, *lines: NewLine, **values: Any) -> Order:
    return place_order(NewOrder(lines=lines or (TWO_TEAS,), **values), actor=shop.actor)


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
            ({"lines": (NewLine(sku="GONE"),)}, "lines.0.unit_price"),
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


def lines_of(shop: Shop, order: Order) -> list[OrderLine]:
    with as_tenant(shop.tenant_id):
        return list(OrderLine.objects.filter(order_id=order.id))
