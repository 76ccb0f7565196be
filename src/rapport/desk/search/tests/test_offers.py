"""What the palette offers: each thing once, and what the page has even without a line to the server."""

import pytest
from playwright.sync_api import expect
from tests.house import Shop

from rapport.desk.search.tests.test_browser import Desk, chosen, opened
from rapport.desk.search.tests.test_find import index

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases="__all__")]


def test_offers_each_thing_once(desk: Desk, shop: Shop) -> None:
    index(shop, "Ada Lovelace")
    page = desk("/search?q=lovelace")
    page.locator("main").get_by_role("link", name="Ada Lovelace").click()
    expect(page.get_by_role("heading", name="Ada Lovelace")).to_be_visible()
    page = desk("/customers")
    palette = opened(page)
    expect(palette.locator("[data-group=recent]").get_by_role("option")).to_have_count(1)
    with page.expect_response("**/search/quick?q=lovelace"):
        palette.get_by_role("combobox").fill("lovelace")
    expect(palette.get_by_role("option", name="Ada Lovelace")).to_have_count(1)
    palette.get_by_role("combobox").fill("new customer")
    expect(palette.locator(".offer-label").get_by_text("New customer", exact=True)).to_have_count(1)


def test_without_a_line_the_page_still_offers_what_it_has(desk: Desk) -> None:
    page = desk("/customers")
    page.context.set_offline(True)
    page.keyboard.press("Control+k")
    palette = page.get_by_role("dialog", name="Find or do")
    expect(palette.get_by_role("group", name="On this page")).to_contain_text("Import")
    page.keyboard.type("imp")
    expect(chosen(palette)).to_contain_text("Import")
    page.context.set_offline(False)
