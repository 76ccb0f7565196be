"""Landing pages and pop-ups as whoever makes them sees them: written, looked at, shown to visitors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from tests.browser import check_accessible, look

from rapport.bigdata.ingest.operations.sources import add_source
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.landing.operations.answering import count
from rapport.operational.landing.tests.pieces import WORDS, make_form, make_live

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page
    from tests.house import Shop

pytestmark = pytest.mark.browser


def test_a_page_is_made_written_and_shown(shop: Shop, desk: Callable[[str], Page]) -> None:
    add_source("Shop", "site", actor=shop.actor)
    make_form(shop)
    popup = make_live(shop, "popup", WORDS, name="Before you go")
    with as_tenant(shop.tenant_id):
        count(popup.id, "A", "shown", timezone.now(), 40)
    page = desk("/landing/new")
    page.get_by_label("Name").fill("Autumn letter")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/edit")
    page.get_by_label("Form").select_option(label="Newsletter")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Write").first.click()
    page.get_by_label("Heading", exact=True).fill("Ten letters a year")
    page.get_by_role("button", name="Text").click()
    page.locator("[name=text-0]").fill("And never more.")
    check_accessible(page)
    page.get_by_role("button", name="Save").click()
    page.get_by_text("A · English: Ten letters a year").wait_for()
    page.get_by_role("button", name="Show it to visitors").click()
    page.get_by_text("Visitors see it now").wait_for()
    check_accessible(page)
    look(page, "landing-piece", whole=True)
    for path, name in (
        ("/landing", "landing-list"),
        (f"/landing/{popup.id}/words/A/en", "landing-words"),
        ("/landing/shop", "landing-shop"),
    ):
        page = desk(path)
        check_accessible(page)
        look(page, name, whole=True)
