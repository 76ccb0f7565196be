"""Every list there is, seen: accessible, readable at 390 px, its bar within reach of a thumb."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from rapport.customers.party.tests.crowds import enter_crowd
from rapport.operational.orders.contracts import NewLine, NewOrder
from rapport.operational.orders.operations import change_status, place_order
from rapport.operational.products.api import create_category, create_product
from rapport.ui.queries import get_records
from rapport.ui.registry import RECORDS
from tests.browser import SCREENS, SIZES, check_accessible, look
from tests.house import Shop

pytestmark = pytest.mark.browser
Desk = Callable[[str], Page]
READABLE = 140
"""As many pixels of a name as tell records apart."""


@pytest.fixture
def stock(shop: Shop) -> None:
    """Customers, products on a shelf, orders on their way."""
    enter_crowd(shop)
    tea = create_category("Tea 茶", "tea", actor=shop.actor)
    for number, name in enumerate(("Longjing 龙井茶", "Earl Grey, decaffeinated, loose, 250 g", "Oolong")):
        values = {"sku": f"TEA-{number}", "name": name, "unit_price": Decimal("12.5") + number}
        create_product({**values, "category_id": tea.id}, actor=shop.actor)
    for number in range(9):
        line = NewLine(quantity=Decimal(number + 1), unit_price=Decimal("3.5"), description="Tea")
        guest = ("王小明", "Bartholomew Featherstonehaugh-Cholmondeley")[number % 2]
        currency = "USD" if number == 4 else "EUR"
        order = place_order(
            NewOrder(lines=(line,), guest_name=guest, channel="web", currency=currency), actor=shop.actor
        )
        if number % 3:
            change_status(order.id, "paid", actor=shop.actor)


def test_every_list_is_seen(desk: Desk, shop: Shop, stock: None) -> None:
    for kind in RECORDS:
        page = desk(get_records(kind).path)
        check_accessible(page)
        look(page, f"list-{kind}", alone=True)


def test_groups_are_seen_and_lead_to_their_rows(desk: Desk, shop: Shop, stock: None) -> None:
    page = desk("/orders")
    page.get_by_role("button", name="Group").click()
    page.get_by_role("link", name="Status", exact=True).click()
    expect(page.get_by_role("row", name="Together")).to_contain_text("9")
    check_accessible(page)
    page.get_by_role("link", name="Paid", exact=True).click()
    expect(page.locator("tbody tr[data-id]")).to_have_count(6)
    for path, name in (("/orders?group=status", "orders"), ("/customers?group=stage", "customers")):
        look(desk(path), f"groups-{name}", alone=True)


@pytest.mark.parametrize("kind", ["customer", "product", "order"])
def test_the_bar_and_the_names_fit_a_phone(desk: Desk, shop: Shop, stock: None, kind: str) -> None:
    page = desk(get_records(kind).path)
    width, height = SIZES["phone"]
    page.set_viewport_size({"width": width, "height": height})
    page.locator("tbody .tick input").first.click()
    bar = page.locator("[data-bulk]")
    expect(bar).to_contain_text("1 selected")
    page.screenshot(path=SCREENS / f"bar-{kind}-phone.png", animations="disabled")
    check_accessible(page)
    box = bar.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["height"] <= height / 5
    for button in bar.locator(":scope > button:visible").all():
        place = button.bounding_box()
        assert place is not None
        assert place["height"] >= 24
    name = page.locator("tbody tr[data-id] td[data-phone=title]").first.bounding_box()
    assert name is not None
    assert name["width"] >= READABLE
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
