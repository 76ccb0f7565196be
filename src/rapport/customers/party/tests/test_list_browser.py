"""The list of customers in a real browser: seen in every dress, walked, ordered, its columns chosen."""

from collections.abc import Callable

import pytest
from django.db import connection
from playwright.sync_api import Page, expect
from tests.browser import check_accessible, look
from tests.house import Shop

from rapport.customers.party.tests.crowds import enter_crowd
from rapport.customers.party.tests.test_filter_plans import CROWD, NOW
from rapport.kernel.tenancy.api import as_tenant

pytestmark = pytest.mark.browser
Desk = Callable[[str], Page]


@pytest.fixture
def people(shop: Shop) -> None:
    """A hundred and thirty customers, some with names nobody expects."""
    enter_crowd(shop)


def test_the_list_is_seen_and_accessible(desk: Desk, people: None) -> None:
    page = desk("/customers")
    look(page, "customers")
    check_accessible(page)
    last = page.locator("thead th").last.bounding_box()
    assert last is not None
    assert last["x"] + last["width"] <= 1360


def test_the_list_is_walked_to_its_end(desk: Desk, people: None) -> None:
    page = desk("/customers?sort=name")
    rows = page.locator("tbody tr[data-id]")
    expect(rows).to_have_count(50)
    for count in (100, 130):
        page.locator("tr.more a").scroll_into_view_if_needed()
        expect(rows).to_have_count(count)
    expect(page.locator("tr.more")).to_have_count(0)
    ids = rows.evaluate_all("rows => rows.map(row => row.dataset.id)")
    assert len(set(ids)) == 130


def test_a_count_beyond_ten_thousand_is_made_exact_in_the_background(desk: Desk, shop: Shop) -> None:
    values = {"salt": shop.slug, "now": NOW, "owner": shop.actor.member_id, "unit": None, "people": 10_050}
    with as_tenant(shop.tenant_id), connection.cursor() as cursor:
        cursor.execute(CROWD, values)
    asked: list[str] = []
    page = desk("/tasks")
    page.on("request", lambda request: asked.append(request.url))
    address = page.url.replace("/tasks", "/customers")
    assert "An estimate" in page.request.get(address).text()
    page.goto(address)
    expect(page.locator("output.count")).to_have_text("10,050")
    assert any("exact=1" in url for url in asked)
    page.goto(address + "?filter=stage:is:former")
    expect(page.locator("output.count")).to_have_text("100")


def test_columns_are_chosen_moved_and_widened(desk: Desk, people: None) -> None:
    page = desk("/customers")
    page.get_by_role("button", name="Columns").click()
    menu = page.locator("#columns-customers")
    menu.get_by_role("checkbox", name="Phone").check()
    menu.get_by_role("checkbox", name="Contact").uncheck()
    menu.locator('li[data-column="tags"]').hover()
    menu.get_by_role("button", name="Earlier: Tags").click()
    menu.get_by_role("button", name="Wider: Tags").click()
    check_accessible(page)
    menu.get_by_role("button", name="Show these").click()
    expect(page.locator('th[data-column="phone"]')).to_be_visible()
    expect(page.locator('th[data-column="email"]')).to_have_count(0)
    assert "cols=" in page.url
    page.reload()
    heads = page.locator("thead th[data-column]")
    order = heads.evaluate_all("heads => heads.map(one => one.dataset.column)")
    assert order.index("tags") < order.index("stage")
    page.get_by_role("link", name="Name").click()
    expect(page.locator('th[data-column="name"]')).to_have_attribute("aria-sort", "ascending")
    expect(page.locator('th[data-column="phone"]')).to_be_visible()


def test_records_are_gone_through_one_after_another_and_the_list_is_as_it_was(
    desk: Desk, people: None
) -> None:
    page = desk("/customers?sort=name&stage=customer")
    rows = page.locator("tbody tr[data-id]")
    ways = rows.evaluate_all("rows => rows.map(row => row.dataset.id)")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/customers/{ways[1]}")
    page.keyboard.press("]")
    page.wait_for_url(f"**/customers/{ways[2]}")
    check_accessible(page, within=".topbar")
    page.keyboard.press("[")
    page.wait_for_url(f"**/customers/{ways[1]}")
    page.get_by_role("link", name="The record before").click()
    page.wait_for_url(f"**/customers/{ways[0]}")
    expect(page.get_by_role("link", name="The record before")).to_have_count(0)
    page.get_by_role("navigation", name="Where you are").get_by_role("link", name="Customers").click()
    page.wait_for_url("**/customers?sort=name&stage=customer")
