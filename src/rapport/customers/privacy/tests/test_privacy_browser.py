"""Requests about data in a real browser: written down on a customer's page, checked, put off, looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.browser import check_accessible, look

from rapport.customers.party.tests.people import enter

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page
    from tests.house import Shop

pytestmark = pytest.mark.browser


def test_from_a_customers_page_to_a_known_person(shop: Shop, desk: Callable[[str], Page]) -> None:
    page = desk(f"/customers/{enter(shop, 'Zuleika Dobson', 'zuleika@x.org').id}")
    page.get_by_role("button", name="Write a request down").click()
    page.get_by_role("dialog").get_by_label("In their words").fill("Please send me everything")
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    page.wait_for_url("**/requests/*")
    page.get_by_role("button", name="Identity checked").click()
    page.get_by_role("dialog").get_by_role("button", name="Identity checked").click()
    page.get_by_text("To be answered").first.wait_for()
    check_accessible(page)
    look(page, "data-request")
    page = desk("/requests")
    check_accessible(page)
    look(page, "data-requests", alone=True)
    page = desk("/settings/retention")
    check_accessible(page)
    look(page, "retention", alone=True)
