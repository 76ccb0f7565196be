"""Key accounts in a real browser: named, a need raised, taken care of, resolved; the group as a tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.browser import check_accessible, look

from rapport.customers.party.api import add_relation
from rapport.customers.party.tests.people import enter

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page
    from tests.house import Shop

pytestmark = pytest.mark.browser


def test_from_a_customer_to_a_resolved_need(shop: Shop, desk: Callable[[str], Page]) -> None:
    top = enter(shop, "Nordlicht Holding", kind="company", stage="customer")
    company = enter(shop, "Nordlicht Hamburg", kind="company", stage="customer")
    add_relation(company.id, top.id, "subsidiary_of", actor=shop.actor)
    page = desk(f"/customers/{company.id}")
    page.get_by_role("button", name="Make it a key account").click()
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Urgent need").click()
    page.get_by_role("dialog").get_by_label("What is needed").fill("The delivery is missing")
    page.get_by_role("dialog").get_by_role("button", name="Call the team").click()
    page.wait_for_url("**/needs/*")
    check_accessible(page)
    look(page, "need")
    for path, name in (
        ("/accounts", "accounts"),
        ("/accounts?face=board", "accounts-board"),
        ("/needs", "needs"),
        (f"/customers/{top.id}/group", "group"),
        (f"/customers/{company.id}", "key-account-card"),
    ):
        page = desk(path)
        check_accessible(page)
        look(page, name, alone=True)
    page = desk("/needs")
    page.get_by_role("link", name="The delivery is missing").click()
    page.get_by_role("button", name="I take care of it").click()
    page.get_by_text("The clock stands").wait_for()
    page.get_by_role("button", name="Resolve").click()
    page.get_by_role("dialog").get_by_role("button", name="Resolve").click()
    page.get_by_text("Solved").first.wait_for()
