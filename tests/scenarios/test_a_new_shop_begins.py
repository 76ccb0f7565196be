"""A new shop begins: somebody signs up, follows the first steps, and sees their customers."""

import re
import secrets
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from rapport.kernel.mail.api import list_mail
from tests.browser import PATIENCE, check_accessible, look
from tests.house import Shop
from tests.scenarios.at_work import let_the_house_work

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("nothing_waits")]
SLOW = 120_000


@pytest.fixture(autouse=True)
def open_house(shop: Shop, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Strangers may found businesses beside the one that is there; letters are kept; nobody hurries."""
    cache.clear()
    monkeypatch.setenv("RAPPORT_SIGN_UP", "open")
    monkeypatch.delenv("RAPPORT_SMTP_URL", raising=False)
    expect.set_options(timeout=SLOW)
    yield
    expect.set_options(timeout=PATIENCE)
    cache.clear()


def test_a_new_shop_begins(page: Page, live_server: LiveServer) -> None:
    page.context.set_default_timeout(SLOW)  # the first page of a process imports every view
    found_a_business(page, live_server)
    see_the_first_steps(page)
    try_the_sample(page)
    see_the_customers(page, live_server)
    say_who_we_are(page, live_server)
    put_the_guide_away_and_bring_it_back(page, live_server)


def found_a_business(page: Page, server: LiveServer) -> None:
    """An address, the letter's link, a name and a phrase."""
    slug = f"nova-{secrets.token_hex(4)}"
    address = f"founder@{slug}.example.com"
    page.goto(f"{server.url}/sign-in/")
    page.get_by_role("link", name="Open a new business instead").click()
    page.get_by_label("E-mail").fill(address)
    page.get_by_role("button", name="Send me the link").click()
    expect(page.get_by_text(address)).to_be_visible()
    letter = next(line for line in list_mail() if line.to == address)
    page.goto(re.findall(r"https?://\S+/sign-up/\S+", letter.text)[0])
    page.get_by_label("Your name").fill("Nova Founder")
    page.get_by_label("Password").fill("a phrase nobody guesses")
    page.get_by_label("Name of the business").fill("Nova Tea")
    page.get_by_label("Short name").fill(slug)
    page.get_by_role("button", name="Found it").click()


def see_the_first_steps(page: Page) -> None:
    """What to do first, readable by everybody, in both languages and themes."""
    expect(page.get_by_role("heading", name="First steps")).to_be_visible()
    check_accessible(page)
    look(page, "first-steps")
    expect(page.get_by_role("link", name="Bring your customers in")).to_be_visible()


def try_the_sample(page: Page) -> None:
    """One click to the columns, one to the import."""
    page.get_by_role("button", name="Try with a sample file").click()
    expect(page.get_by_label("Customer name")).to_have_value("customer_name")
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("button", name="Import", exact=True)).to_have_count(0)
    let_the_house_work()
    expect(page.get_by_role("button", name="Undo this import")).to_be_visible()


def see_the_customers(page: Page, server: LiveServer) -> None:
    """Everybody of the file is in the list, and the step is ticked."""
    page.goto(f"{server.url}/customers")
    expect(page.get_by_role("link", name="Ada Byrne")).to_be_visible()
    page.goto(f"{server.url}/")
    step = page.get_by_role("listitem").filter(has=page.get_by_role("link", name="Bring your customers in"))
    expect(step.get_by_text("done", exact=True)).to_be_attached()
    expect(page.get_by_text("Try with a sample file")).to_have_count(0)


def say_who_we_are(page: Page, server: LiveServer) -> None:
    """A step leads to its page; what was filled in there ticks it."""
    page.get_by_role("link", name="Say who you are").click()
    for label, value in (("Legal name", "Nova Tea Ltd"), ("Street and number", "Row 1"), ("City", "Bath")):
        page.get_by_label(label).fill(value)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("3 settings are kept.")).to_be_visible()
    page.goto(f"{server.url}/")
    step = page.get_by_role("listitem").filter(has=page.get_by_role("link", name="Say who you are"))
    expect(step.get_by_text("done", exact=True)).to_be_attached()


def put_the_guide_away_and_bring_it_back(page: Page, server: LiveServer) -> None:
    """Gone with one click, back by undo, or later by the settings."""
    steps = page.get_by_role("heading", name="First steps")
    page.get_by_role("button", name="Put away").click()
    expect(page.get_by_text("The first steps are put away.")).to_be_visible()
    expect(steps).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(steps).to_be_visible()
    page.get_by_role("button", name="Put away").click()
    expect(steps).to_have_count(0)
    page.goto(f"{server.url}/settings/of/home")
    page.get_by_label("Show the first steps").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("1 setting is kept.")).to_be_visible()
    page.goto(f"{server.url}/")
    expect(steps).to_be_visible()
