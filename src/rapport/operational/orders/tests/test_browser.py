"""Orders in a real browser: list, page, dialogs, and a new order by hand, seen, accessible and used."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect
from tests.browser import check_accessible, look
from tests.house import Shop

from rapport.customers.party.api import ContactDraft, CustomerDraft, CustomerState, create_customer
from rapport.operational.orders.contracts import NewAddress, NewLine, NewOrder, NewPayment
from rapport.operational.orders.models import Order
from rapport.operational.orders.operations import issue_invoice, place_order, receive_payment
from rapport.operational.products.api import create_category, create_product
from rapport.operational.shops.api import connect_shop

pytestmark = pytest.mark.browser
Desk = Callable[[str], Page]


@pytest.fixture
def ada(shop: Shop) -> CustomerState:
    """A customer who buys."""
    contact = (ContactDraft("email", "ada@example.com"),)
    return create_customer(CustomerDraft(name="Ada Lovelace", contact_points=contact), actor=shop.actor)


@pytest.fixture
def order(shop: Shop, ada: CustomerState) -> Order:
    """An order of hers with a bit of everything, among others."""
    tea = create_category("Tea 茶", "tea", actor=shop.actor)
    for number, name in enumerate(("Longjing 龙井茶", "Earl Grey", "Darjeeling First Flush")):
        values = {"sku": f"TEA-{number}", "name": name, "unit_price": Decimal("12.5") + number}
        create_product({**values, "category_id": tea.id}, actor=shop.actor)
    for number in range(4):
        line = NewLine(quantity=Decimal(number + 1), sku="TEA-1")
        place_order(NewOrder(lines=(line,), guest_name="王小明", channel="web"), actor=shop.actor)
    lines = (
        NewLine(quantity=Decimal(2), sku="TEA-0", tax_rate=Decimal("0.07")),
        NewLine(quantity=Decimal(1), sku="TEA-2", tax_rate=Decimal("0.07"), discount_minor=150),
    )
    address = NewAddress(
        "delivery", name="Ada Lovelace", line="12 St James's Square", city="London", country="GB"
    )
    new = NewOrder(
        lines=lines,
        party_id=ada.id,
        shipping_minor=490,
        note="Gift wrap, please",
        channel="web",
        addresses=(address,),
    )
    placed = place_order(new, actor=shop.actor)
    receive_payment(placed.id, NewPayment(2000, method="Visa"), actor=shop.actor)
    issue_invoice(placed.id, actor=shop.actor)
    return placed


def test_pages_are_seen_and_accessible(desk: Desk, shop: Shop, order: Order) -> None:
    shop_door = connect_shop("woocommerce", "Tea shop", secret="a secret of the shop", actor=shop.actor)
    for path, name in (
        ("/orders", "orders"),
        (f"/orders/{order.id}", "order"),
        ("/orders/new", "order-new"),
        ("/products", "products"),
        ("/products/new", "product-new"),
        ("/products/categories", "categories"),
        ("/settings/shops", "shops"),
        (f"/settings/shops/{shop_door.id}", "shop"),
    ):
        page = desk(path)
        check_accessible(page)
        look(page, name, alone=True)


def test_a_payment_is_noted_in_a_dialog(desk: Desk, order: Order) -> None:
    page = desk(f"/orders/{order.id}")
    page.get_by_role("button", name="Note a payment").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Amount (EUR)")).to_have_value("25.56")
    dialog.get_by_role("button", name="Note payment").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Paid")


def test_an_order_is_written_by_hand(desk: Desk, order: Order) -> None:
    page = desk("/orders/new")
    page.get_by_label("Find a customer").fill("ada")
    page.get_by_role("button", name="Ada Lovelace").click()
    expect(page.get_by_role("button", name="Another customer")).to_be_visible()
    page.get_by_label("Add a product").fill("longjing")
    page.get_by_role("button", name="Longjing").click()
    expect(page.locator("#new-sums")).to_contain_text("12.50")
    page.get_by_role("button", name="Remove this line").first.click()
    page.get_by_role("button", name="Place order").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("O-")
    expect(page.get_by_role("link", name="Ada Lovelace").first).to_be_visible()
