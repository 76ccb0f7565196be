"""Two people at one customer's page: what one does, the other sees without asking; what one writes stays."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from tests.house import Shop

from rapport.customers.party.tests.people import enter
from rapport.customers.timeline.api import CUSTOMER, Subject, TaskDraft, add_task
from rapport.kernel.outbox.api import relay_once
from rapport.site.tests.test_live import LiveSite

if TYPE_CHECKING:
    from rapport.customers.party.api import CustomerState

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases="__all__"),
    pytest.mark.usefixtures("nothing_waits"),
]
PATIENCE = 90_000
Open = Callable[[str], Page]


@pytest.fixture
def people(browser: Browser, transactional_db: None, shop: Shop) -> Iterator[Open]:
    """Return a function that opens an address in a browser of its own, served by the whole front."""
    site = LiveSite()
    site.thread.start()
    client = Client()
    client.force_login(shop.person)
    name = settings.SESSION_COOKIE_NAME
    cookie = client.cookies[name].value
    with ExitStack() as stack:
        stack.callback(site.stop)

        def open_at(path: str) -> Page:
            context = stack.enter_context(browser.new_context(locale="en-GB"))
            context.set_default_timeout(PATIENCE)
            address = f"http://127.0.0.1:{site.port}"
            context.add_cookies([{"name": name, "value": cookie, "url": address}])
            page = context.new_page()
            page.goto(address + path)
            expect(page.locator("ui-live").first).to_have_attribute("data-state", "open", timeout=PATIENCE)
            return page

        yield open_at


def carry() -> None:
    """Do what the relay does: carry every fact."""
    while relay_once():
        pass


@pytest.fixture
def ada(transactional_db: None, shop: Shop) -> "CustomerState":
    return enter(shop, "Ada Lovelace", "ada@example.com", city="London")


def test_what_one_changes_the_other_sees(people: Open, ada: "CustomerState", shop: Shop) -> None:
    carry()
    here, there = people(f"/customers/{ada.id}"), people(f"/customers/{ada.id}")
    there.get_by_placeholder("Write a note").fill("half a thought")
    here.get_by_role("button", name="Edit City: London").click()
    here.locator("#fact-city input[name=value]").fill("Paris")
    here.keyboard.press("Enter")
    expect(here.locator("#fact-city")).to_contain_text("Paris", timeout=PATIENCE)
    about = Subject(CUSTOMER, ada.id, ada.id)
    add_task(about, TaskDraft("Call her on Friday"), actor=shop.actor)
    carry()
    expect(there.locator("#fact-city")).to_contain_text("Paris", timeout=PATIENCE)
    expect(there.locator("#card-tasks")).to_contain_text("Call her on Friday", timeout=PATIENCE)
    expect(there.get_by_placeholder("Write a note")).to_have_value("half a thought")


def test_two_at_one_field_are_told(people: Open, ada: "CustomerState") -> None:
    here, there = people(f"/customers/{ada.id}"), people(f"/customers/{ada.id}")
    for page in (here, there):
        page.get_by_role("button", name="Edit City: London").click()
        expect(page.locator("#fact-city input[name=value]")).to_be_focused()
    here.locator("#fact-city input[name=value]").fill("Paris")
    here.keyboard.press("Enter")
    expect(here.locator("#fact-city")).to_contain_text("Paris", timeout=PATIENCE)
    carry()
    there.locator("#fact-city input[name=value]").fill("Rome")
    there.keyboard.press("Enter")
    expect(there.locator("#fact-city .error")).to_contain_text("“Paris”", timeout=PATIENCE)
    there.locator("#fact-city input[name=value]").press("Enter")
    expect(there.locator("#fact-city")).to_contain_text("Rome", timeout=PATIENCE)
    expect(there.locator("#fact-city input")).to_have_count(0)
