"""The queue in a real browser: looked for, decided by keys, taken back, merged all at once."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.browser import check_accessible, look
from tests.house import Shop

from rapport.customers.likeness.operations.searching import search_pairs
from rapport.customers.likeness.tests.test_deciding import person

pytestmark = pytest.mark.browser
Desk = Callable[[str], Page]


@pytest.fixture
def alike(shop: Shop) -> None:
    """Three pairs that are probably one, of different certainty, among others."""
    person(shop, "Ada", "Lovelace", "1915-12-10", city="London")
    person(shop, "Ada", "Lovelase", "1915-12-10", city="London")
    person(shop, "Grace", "Hopper", "1946-12-09", city="New York")
    person(shop, "Hopper", "Grace", "1946-12-09", city="New York")
    person(shop, "小明", "王", "1980-02-01", city="杭州")
    person(shop, "小明", "王", "1980-02-11", city="杭州")
    person(shop, "Alan", "Turing", "1952-06-23", city="London")
    search_pairs(actor=shop.actor)


def test_pairs_are_decided_by_the_keyboard_alone(desk: Desk, alike: None) -> None:
    page = desk("/duplicates")
    heading = page.locator("main table").first.locator("thead")
    first = heading.inner_text()
    page.keyboard.press("l")
    expect(heading).not_to_have_text(first)
    page.keyboard.press("d")
    expect(page.get_by_text("Noted: two customers.")).to_be_visible()
    page.keyboard.press("m")
    expect(page.get_by_text("is now part of the other.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Taken back.")).to_be_visible()


def test_it_is_seen_and_accessible(desk: Desk, alike: None) -> None:
    page = desk("/duplicates")
    look(page, "duplicates", whole=True)
    check_accessible(page)


def test_a_shop_that_never_looked_is_told_what_it_does(desk: Desk) -> None:
    page = desk("/duplicates")
    expect(page.get_by_text("Not looked for yet")).to_be_visible()
    page.get_by_role("button", name="Look again").click()
    expect(page.get_by_text("Looking through all customers")).to_be_visible()
    look(page, "duplicates-empty")
    check_accessible(page)
