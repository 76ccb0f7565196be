"""Forms in a real browser: made, previewed, filled in on a phone without any script, looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.browser import check_accessible, look

from rapport.customers.forms.models import FormEntry
from rapport.customers.forms.operations import embedding
from rapport.customers.forms.tests.visitors import make_form, send, work
from rapport.customers.party.tests.people import enter
from rapport.kernel.tenancy.api import as_tenant

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page
    from pytest_django.live_server_helper import LiveServer
    from tests.house import Shop

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("nothing_waits")]


def test_a_form_is_made_edited_and_its_entries_are_decided(shop: Shop, desk: Callable[[str], Page]) -> None:
    page = desk("/forms/new")
    page.get_by_label("Name").fill("Contact")
    page.get_by_role("button", name="Make it").click()
    page.wait_for_url("**/edit")
    page.get_by_label("Heading").fill("Write to us")
    page.locator("#form-preview h2", has_text="Write to us").wait_for()
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Add a field").click()
    page.get_by_role("dialog").locator("[name=target]").select_option("city")
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    page.locator("#form-preview").get_by_text("City").wait_for()
    check_accessible(page)
    look(page, "form-editor", whole=True)
    form = make_form(shop, "Newsletter", sites=("https://shop.example",))
    enter(shop, "Ada Lovelace", "ada@x.org", "+4917612345678", stage="customer")
    send(shop, form, "consent.newsletter.email", name="Eve", email="ada@x.org", phone="+4917699999999")
    send(shop, form, name="Mary Ann", email="mary@x.org", message="Do you deliver to Norway?")
    work()
    for path, name in (
        ("/forms", "forms"),
        (f"/forms/{form.id}", "form"),
        ("/forms/entries", "form-entries"),
        ("/forms/differences", "form-differences"),
    ):
        page = desk(path)
        check_accessible(page)
        look(page, name, whole=True)
    page.get_by_role("button", name="Take over").first.click()
    page.get_by_text("Taken over").wait_for()
    with as_tenant(shop.tenant_id):
        entry = FormEntry.objects.order_by("id")[0]
    page = desk(f"/forms/entries/{entry.id}")
    check_accessible(page)
    look(page, "form-entry", alone=True)


def test_a_visitor_fills_it_in_on_a_phone_without_script(
    shop: Shop, browser: Browser, live_server: LiveServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedding, "LEAST_SECONDS", 0)
    form = make_form(shop, title="Write to us", intro="We answer within a day.")
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/f/{form.key}")
    page.get_by_label("E-mail").fill("mary@example.org")
    page.get_by_label("Yes, send me the news.").check()
    page.get_by_role("button", name="Send").click()
    page.get_by_text("Thank you.").wait_for()
    context.close()
    with as_tenant(shop.tenant_id):
        assert FormEntry.objects.get().agreed


def test_the_hosted_page_is_sound(shop: Shop, page: Page, live_server: LiveServer) -> None:
    form = make_form(shop, title="Write to us", intro="We answer within a day.")
    page.goto(f"{live_server.url}/f/{form.key}")
    check_accessible(page)
    assert page.evaluate("document.querySelector('#field-trap').getBoundingClientRect().right < 0")
    look(page, "form-hosted", whole=True)
