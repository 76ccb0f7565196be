"""The page of quality in a real browser: seen, accessible, and leading to the work."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.browser import check_accessible, look
from tests.house import Shop

from rapport.customers.party.tests.people import enter, unit
from rapport.customers.quality.tests.test_scores import measure

pytestmark = pytest.mark.browser


def test_the_page_leads_to_the_work(desk: Callable[[str], Page], shop: Shop) -> None:
    page = desk("/quality")
    expect(page.get_by_text("Not counted yet")).to_be_visible()
    north = unit(shop, "north")
    enter(shop, "Ada Lovelace", "ada@example.org", country="GB", unit_id=north)
    enter(shop, "Test", "test@mailinator.com", "+15550100000", locale="en")
    enter(shop, "王Ming", "ming@shop.test", country="CN", unit_id=north)
    measure(shop)
    page = desk("/quality")
    check_accessible(page)
    look(page, "quality", whole=True)
    page.get_by_role("link", name="Throw-away e-mail").click()
    expect(page.get_by_role("link", name="Test", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Ada Lovelace")).to_have_count(0)
    page.get_by_role("link", name="Test", exact=True).click()
    expect(page.locator("#card-completeness")).to_contain_text("Throw-away e-mail")
