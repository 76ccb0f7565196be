"""The pages of orders: found, read, acted upon, and never one query a row."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.house import Shop

from rapport.customers.party.api import CustomerDraft, CustomerState, create_customer
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.orders.contracts import NewAddress, NewLine, NewOrder
from rapport.operational.orders.models import Order, OrderLine, Payment
from rapport.operational.orders.operations import place_order
from rapport.operational.products.api import create_product

TEN = NewLine(quantity=Decimal(2), unit_price=Decimal(5), description="Tea <b>")


@pytest.fixture
def ada(shop: Shop) -> CustomerState:
    return create_customer(CustomerDraft(name="Ada <Lovelace>"), actor=shop.actor)


def order_of(shop: Shop, **values: Any) -> Order:
    return place_order(NewOrder(lines=(TEN,), **values), actor=shop.actor)


def fresh(shop: Shop, order: Order) -> Order:
    with as_tenant(shop.tenant_id):
        return Order.objects.get(id=order.id)


class TestOrderPage:
    def test_shows_everything(self, shop: Shop, ada: CustomerState, signed_in: Client) -> None:
        order = order_of(
            shop,
            party_id=ada.id,
            addresses=(NewAddress("delivery", name="Ada", city="Bremen"),),
            note="Gift <i>",
        )
        with CaptureQueriesContext(connection) as asked:
            page = signed_in.get(f"/orders/{order.id}")
        text = page.content.decode()
        assert len(asked) <= 25
        for shown in (order.number, "Tea &lt;b&gt;", "Bremen", "Gift &lt;i&gt;", "Ada &lt;Lovelace&gt;"):
            assert shown in text
        assert "style=" not in text.replace("data-style=", "")

    def test_answers_a_stranger_as_if_there_were_none(self, other_shop: Shop, signed_in: Client) -> None:
        theirs = order_of(other_shop)
        for path in ("", "/payment", "/refund", "/invoice", "/return", "/customer", "/fact/note"):
            assert signed_in.get(f"/orders/{theirs.id}{path}").status_code == 404, path
            assert signed_in.post(f"/orders/{theirs.id}{path}", {"x": 1}).status_code in (404, 405), path
        assert signed_in.post(f"/orders/{theirs.id}/status", {"status": "paid"}).status_code == 404

    def test_moves_on_unless_somebody_was_faster(self, shop: Shop, signed_in: Client) -> None:
        order = order_of(shop)
        url = f"/orders/{order.id}/status"
        assert signed_in.post(url, {"status": "shipped", "version": 1}).status_code == 302
        assert signed_in.post(url, {"status": "completed", "version": 1}).status_code == 409
        assert fresh(shop, order).status == "shipped"

    def test_takes_money_and_gives_it_back(self, shop: Shop, signed_in: Client) -> None:
        order = order_of(shop)
        url = f"/orders/{order.id}"
        assert "10.00" in signed_in.get(f"{url}/payment").content.decode()
        assert signed_in.post(f"{url}/payment", {"amount_minor": "-1"}).status_code == 422
        assert signed_in.post(f"{url}/payment", {"amount_minor": "10.00"}).status_code == 302
        assert signed_in.post(f"{url}/refund", {"amount_minor": "10.01"}).status_code == 422
        assert signed_in.post(f"{url}/refund", {"amount_minor": "2.5"}).status_code == 302
        now = fresh(shop, order)
        assert (now.paid_minor, now.refunded_minor, now.status) == (1000, 250, "paid")

    def test_invoices_and_returns(self, shop: Shop, signed_in: Client) -> None:
        order = order_of(shop)
        url = f"/orders/{order.id}"
        assert signed_in.post(f"{url}/invoice", {"due_on": "2999-01-01"}).status_code == 302
        assert signed_in.post(f"{url}/invoice", {"number": ""}).status_code == 422
        with as_tenant(shop.tenant_id):
            line = OrderLine.objects.get(order_id=order.id)
        form = {"reason": "damaged", f"line-{line.id}": "3"}
        assert signed_in.post(f"{url}/return", form).status_code == 422
        form[f"line-{line.id}"] = "1"
        assert signed_in.post(f"{url}/return", form).status_code == 302
        assert "R-" in signed_in.get(url).content.decode()

    def test_edits_in_place(self, shop: Shop, signed_in: Client) -> None:
        order = order_of(shop)
        url = f"/orders/{order.id}/fact/note"
        assert "Fragile" in signed_in.post(url, {"value": "Fragile"}).content.decode()
        assert fresh(shop, order).note == "Fragile"
        assert signed_in.get(f"/orders/{order.id}/fact/total_minor").status_code == 404

    def test_gives_a_guests_order_away(self, shop: Shop, ada: CustomerState, signed_in: Client) -> None:
        order = order_of(shop)
        found = signed_in.get(f"/orders/pick/customers?customer_q=ada&order={order.id}").content.decode()
        assert str(ada.id) in found
        signed_in.post(f"/orders/{order.id}/customer", {"party_id": str(ada.id)})
        assert fresh(shop, order).party_id == ada.id

    def test_lets_a_reader_only_read(self, shop: Shop, client_of: Callable[[Any], Client]) -> None:
        reader = member_of(shop, "analyst")
        order, browser = order_of(shop), client_of(reader)
        assert "/payment" not in browser.get(f"/orders/{order.id}").content.decode()
        assert browser.post(f"/orders/{order.id}/payment", {"amount_minor": "1"}).status_code == 403
        assert browser.get("/orders/new").status_code == 403


FORM = {
    "currency": "EUR",
    "line_product_id": ["", ""],
    "line_sku": ["", ""],
    "line_description": ["Tea", ""],
    "line_quantity": ["3", "1"],
    "line_unit_price": ["3.33", ""],
    "line_discount": ["", ""],
    "line_tax": ["19", ""],
}


class TestNewOrder:
    def test_places_it(self, shop: Shop, ada: CustomerState, signed_in: Client) -> None:
        assert signed_in.get("/orders/new").status_code == 200
        answer = signed_in.post("/orders/new", {**FORM, "party_id": str(ada.id), "shipping": "4.9"})
        assert answer.status_code == 302, answer.content.decode()
        with as_tenant(shop.tenant_id):
            order = Order.objects.get()
        assert (order.party_id, order.total_minor) == (ada.id, 999 + 190 + 490)

    def test_shows_what_is_wrong_and_keeps_what_was_typed(self, signed_in: Client) -> None:
        for change in (
            {"line_quantity": ["x", "1"]},
            {"currency": "??"},
            {"line_description": ["", ""], "line_unit_price": ["", ""]},
        ):
            answer = signed_in.post("/orders/new", {**FORM, **change})
            assert answer.status_code == 422
        assert "error" in answer.content.decode() or "notice" in answer.content.decode()

    def test_sums_up_while_one_types(self, shop: Shop, signed_in: Client) -> None:
        text = signed_in.post("/orders/new/sums", FORM).content.decode()
        assert "11.89" in text
        with as_tenant(shop.tenant_id):
            assert not Order.objects.exists()
            assert not Payment.objects.exists()

    def test_finds_products(self, shop: Shop, signed_in: Client) -> None:
        tea = create_product(
            {"sku": "T-1", "name": "Green Tea", "unit_price": Decimal("4.50")}, actor=shop.actor
        )
        assert str(tea.id) in signed_in.get("/orders/pick/products?product_q=green").content.decode()
        line = signed_in.get(f"/orders/pick/line?product_id={tea.id}").content.decode()
        assert 'value="4.5"' in line


def member_of(shop: Shop, role: str) -> Any:
    from rapport.kernel.identity import api as identity

    person = identity.create_person(f"{role}@{shop.slug}.example", role.title(), "correct horse battery")
    member = identity.add_member(shop.tenant_id, person, [role])
    with as_tenant(shop.tenant_id):
        return identity.get_member_actor(member.id)
