"""Reports have their effect once, in whatever order they come."""

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from tests.house import Shop

from rapport.customers.party.api import (
    ContactDraft,
    CustomerDraft,
    create_customer,
    get_customer,
    list_customers,
)
from rapport.kernel.tenancy.api import as_tenant
from rapport.kernel.webhooks.api import open_endpoint
from rapport.operational.orders.models import GoodsReturn, Order, OrderLine, Payment, StatusChange
from rapport.operational.products.api import list_products
from rapport.operational.shops.models import ShopConnection
from rapport.operational.shops.tests.conftest import SECRET, Sender
from rapport.operational.shops.tests.payloads import (
    SHOPIFY_CUSTOMER,
    SHOPIFY_ORDER,
    SHOPIFY_REFUND,
    WOO_CUSTOMER,
    WOO_ORDER,
    changed,
)

pytestmark = pytest.mark.usefixtures("nothing_waits")


def people(sender: Sender) -> list[Any]:
    with as_tenant(sender.shop.tenant_id):
        return list(list_customers(sender.shop.actor).rows)


class TestWooCommerce:
    def test_brings_an_order_with_all_that_belongs_to_it(self, woo: Sender) -> None:
        assert woo.tell("order.created", WOO_ORDER) == "done"
        order = woo.order()
        assert (order.number, order.source, order.status) == ("727", "woocommerce", "paid")
        assert (order.total_minor, order.tax_minor, order.discount_minor) == (3463, 553, 100)
        assert (order.paid_minor, order.shipping_minor, order.country) == (3463, 1000, "DE")
        assert order.placed_at.isoformat() == "2026-03-22T15:28:02+00:00"
        with as_tenant(woo.shop.tenant_id):
            lines = list(OrderLine.objects.order_by("position").values_list("external_id", "total_minor"))
            assert order.party_id
            state = get_customer(order.party_id, actor=woo.shop.actor)
            (product,) = list_products(woo.shop.actor)
        assert lines == [("315", 595), ("316", 1428), ("318", 250)]
        assert (state.name, state.order_count, state.spent_minor) == ("Jørgen Doe", 1, 3463)
        assert [(one.system, one.external_id) for one in state.external_ids] == [("woocommerce", "25")]
        assert (product.sku, str(product.unit_price)) == ("WOO-1", "3.000000")

    def test_says_the_shops_total_where_lines_do_not(self, woo: Sender) -> None:
        woo.tell("order.created", changed(WOO_ORDER, total="34.64"))
        assert woo.order().total_minor == 3464
        with as_tenant(woo.shop.tenant_id):
            assert OrderLine.objects.get(description="±").total_minor == 1

    def test_has_one_effect_though_told_many_times(self, woo: Sender) -> None:
        for _ in range(3):
            woo.tell("order.updated", WOO_ORDER)
        with as_tenant(woo.shop.tenant_id):
            assert (Order.objects.count(), Payment.objects.count(), OrderLine.objects.count()) == (1, 1, 3)
        assert woo.order().version == 2
        assert len(people(woo)) == 1

    def test_ends_the_same_in_every_order(self, connect: Callable[..., Sender]) -> None:
        placed = changed(WOO_ORDER, status="pending", date_paid_gmt=None)
        paid = changed(WOO_ORDER, date_modified_gmt="2026-03-22T15:30:00")
        refunded = changed(
            WOO_ORDER,
            status="refunded",
            date_modified_gmt="2026-03-23T15:30:00",
            refunds=[{"id": 900, "reason": "broken", "total": "-34.63"}],
        )
        for sequence in itertools.permutations((placed, paid, refunded)):
            sender = connect("woocommerce")
            for payload in (*sequence, sequence[0]):
                sender.post("order.updated", payload)
            sender.apply()
            with as_tenant(sender.shop.tenant_id):
                order = Order.objects.get(source=sender.connection.source)
            assert (order.status, order.paid_minor, order.refunded_minor) == ("refunded", 3463, 3463)

    def test_leaves_a_newer_status_alone(self, woo: Sender) -> None:
        woo.tell(
            "order.updated", changed(WOO_ORDER, status="completed", date_modified_gmt="2026-03-24T00:00:00")
        )
        assert woo.tell("order.created", WOO_ORDER) == "done"
        assert woo.order().status == "completed"
        with as_tenant(woo.shop.tenant_id):
            assert StatusChange.objects.count() == 1

    def test_cancels_what_the_shop_cancels_or_deletes(self, woo: Sender) -> None:
        woo.tell("order.created", changed(WOO_ORDER, date_paid_gmt=None, status="on-hold"))
        woo.tell("order.deleted", {"id": 727})
        assert woo.order().status == "cancelled"
        woo.tell("order.updated", WOO_ORDER)
        assert woo.order().status == "cancelled"
        assert people(woo)[0].order_count == 0

    def test_finds_the_guest_by_e_mail(self, woo: Sender) -> None:
        draft = CustomerDraft(
            name="Known Already", contact_points=(ContactDraft("email", "joergen.doe@example.com"),)
        )
        known = create_customer(draft, actor=woo.shop.actor)
        woo.tell("order.created", changed(WOO_ORDER, customer_id=0))
        assert woo.order().party_id == known.id
        assert people(woo)[0].name == "Known Already"

    def test_leaves_guests_guests_where_the_shop_wants_it(self, connect: Callable[..., Sender]) -> None:
        woo = connect("woocommerce", guests="keep")
        woo.tell("order.created", changed(WOO_ORDER, customer_id=0))
        order = woo.order()
        assert (order.party_id, order.guest_email) == (None, "joergen.doe@example.com")
        assert people(woo) == []

    def test_takes_a_customer_though_the_phone_number_is_none(self, woo: Sender) -> None:
        billing = {**WOO_ORDER["billing"], "phone": "call me"}
        assert woo.tell("order.created", changed(WOO_ORDER, billing=billing)) == "done"
        assert woo.order().party_id

    def test_takes_the_newest_word_about_a_customer(self, woo: Sender) -> None:
        newer = changed(WOO_CUSTOMER, first_name="Jo", date_modified_gmt="2026-04-01T00:00:00")
        assert woo.tell("customer.updated", newer) == "done"
        assert woo.tell("customer.created", WOO_CUSTOMER) == "done"
        assert [one.name for one in people(woo)] == ["Jo Doe"]

    def test_takes_other_money(self, woo: Sender) -> None:
        lines = [
            {"id": 1, "name": "Tea", "quantity": 1, "subtotal": "1200", "total": "1200", "total_tax": "0"}
        ]
        payload = changed(
            WOO_ORDER,
            **{"currency": "JPY", "total": "1200", "shipping_total": "0", "shipping_tax": "0"},
            line_items=lines,
            fee_lines=[],
        )
        woo.tell("order.created", payload)
        assert (woo.order().currency, woo.order().total_minor) == ("JPY", 1200)

    @pytest.mark.parametrize("status", ["checkout-draft", "auto-draft"])
    def test_passes_drafts_over(self, woo: Sender, status: str) -> None:
        assert woo.tell("order.created", changed(WOO_ORDER, status=status)) == "done"
        with as_tenant(woo.shop.tenant_id):
            assert not Order.objects.exists()


class TestShopify:
    def test_brings_an_order_with_all_that_belongs_to_it(self, shopify: Sender) -> None:
        assert shopify.tell("orders/create", SHOPIFY_ORDER) == "done", shopify.deliveries()[0].reason
        order = shopify.order()
        assert (order.number, order.status, order.currency) == ("9999", "paid", "USD")
        assert (order.total_minor, order.discount_minor, order.tax_minor) == (20009, 3410, 1319)
        assert order.paid_minor == 20009
        (person,) = people(shopify)
        assert person.name == "Jon Snow"

    def test_reads_prices_that_hold_the_tax(self, shopify: Sender) -> None:
        shopify.tell("orders/create", changed(SHOPIFY_ORDER, taxes_included=True, total_price="186.90"))
        order = shopify.order()
        assert (order.total_minor, order.tax_minor, order.tax_included) == (18690, 1319, True)

    def test_takes_refund_and_return_once(self, shopify: Sender) -> None:
        shopify.tell("orders/create", SHOPIFY_ORDER)
        shopify.tell("refunds/create", SHOPIFY_REFUND)
        later = changed(
            SHOPIFY_ORDER,
            financial_status="partially_refunded",
            updated_at="2026-02-01T11:02:00-05:00",
            refunds=[SHOPIFY_REFUND],
        )
        shopify.tell("orders/updated", later)
        order = shopify.order()
        assert (order.refunded_minor, order.paid_minor) == (9180, 20009)
        with as_tenant(shopify.shop.tenant_id):
            assert Payment.objects.filter(kind="refund").count() == 1
            assert GoodsReturn.objects.get().value_minor == 8500 + 680

    def test_waits_for_the_order_of_a_refund(self, shopify: Sender) -> None:
        assert shopify.tell("refunds/create", SHOPIFY_REFUND) == "done"
        shopify.tell("orders/updated", changed(SHOPIFY_ORDER, refunds=[SHOPIFY_REFUND]))
        assert shopify.order().refunded_minor == 9180

    def test_cancels(self, shopify: Sender) -> None:
        shopify.tell("orders/create", changed(SHOPIFY_ORDER, financial_status="pending"))
        shopify.tell("orders/cancelled", changed(SHOPIFY_ORDER, cancelled_at="2026-01-24T00:00:00-05:00"))
        assert shopify.order().status == "cancelled"

    def test_passes_test_orders_over(self, shopify: Sender) -> None:
        assert shopify.tell("orders/create", changed(SHOPIFY_ORDER, test=True)) == "done"
        with as_tenant(shopify.shop.tenant_id):
            assert not Order.objects.exists()

    def test_keeps_a_guest_without_address_a_guest(self, shopify: Sender) -> None:
        guest = changed(SHOPIFY_ORDER, customer=None, email=None, contact_email=None, billing_address=None)
        assert shopify.tell("orders/create", guest) == "done"
        assert shopify.order().party_id is None

    def test_knows_customer_and_order_as_one(self, shopify: Sender) -> None:
        shopify.tell("customers/create", SHOPIFY_CUSTOMER)
        shopify.tell("orders/create", SHOPIFY_ORDER)
        (person,) = people(shopify)
        assert shopify.order().party_id == person.id


class TestEndpointsOpenedByPrograms:
    def test_are_connected_by_their_first_report(self, shop: Shop) -> None:
        endpoint, _secret = open_endpoint("shopify", "By a program", secret=SECRET, actor=shop.actor)
        sender = Sender(
            shop, ShopConnection(tenant_id=shop.tenant_id, kind="shopify", endpoint_id=endpoint.id)
        )
        assert sender.tell("orders/create", SHOPIFY_ORDER) == "done"
        assert sender.order().source == "shopify"
