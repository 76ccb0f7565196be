"""An agent reads what a customer wrote and answers, in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.browser import check_accessible, look
from tests.house import Shop

from rapport.collaborative.delivery.contracts import InFile
from rapport.collaborative.delivery.tests.post import account, received

pytestmark = pytest.mark.browser
HTML = '<p>It has <b>not</b> come.</p><img src="https://pictures.example/open.gif" alt="">'


@pytest.fixture
def place(shop: Shop) -> None:
    """An address with two conversations, one of them with a file and a design."""
    connected = account(shop)
    paper = InFile("order.txt", "text/plain", b"two tins")
    received(connected, "1", html=HTML, quoted="> We sent it on Monday.", files=(paper,))
    received(
        connected,
        "2",
        sender="li@example.org",
        sender_name="李雷",
        subject="茶叶什么时候到？",
        text="还没有到。",
    )


def test_an_agents_day_by_keyboard(desk: Callable[[str], Page], place: None) -> None:
    page = desk("/inbox")
    expect(page.locator("tr[data-id]")).to_have_count(2)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("#reading .message")).to_have_count(1)
    expect(page.locator("#thread-customer .thread-who")).to_be_visible()
    check_accessible(page)
    look(page, "inbox")
    page.keyboard.press("a")
    expect(page.locator("[data-queue=mine] .pill")).to_have_text("1")
    page.keyboard.press("n")
    page.keyboard.type("Ask the carrier.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".message[data-direction=note]")).to_contain_text("Ask the carrier.")
    page.keyboard.press("r")
    page.keyboard.type("It comes today.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".message[data-direction=out]")).to_contain_text("It comes today.")
    expect(page.locator("#answer_text")).to_have_value("")
    page.keyboard.press("Escape")
    page.locator("#messages").focus()
    page.keyboard.press("z")
    expect(page.locator("#answer_text")).to_have_value("It comes today.")
    expect(page.locator(".message[data-direction=out]")).to_have_count(0)


def test_a_letter_is_read_as_a_page(desk: Callable[[str], Page], place: None) -> None:
    page = desk("/inbox")
    link = page.get_by_role("link", name="Where is my tea?").first
    link.click()
    expect(page.locator("#reading .message")).to_have_count(1)
    page.evaluate("document.querySelectorAll('tr[data-id]').forEach(one => one.dataset.drawn = 'before')")
    page.evaluate("document.body.dispatchEvent(new Event('inbox-stale'))")
    expect(page.locator("[data-drawn]")).to_have_count(0)
    expect(page.locator("tr[data-id] a:focus")).to_have_count(1)  # and not the search, where keys would go
    page.goto(page.url.partition("/inbox")[0] + str(link.get_attribute("href")))
    expect(page.locator("#thread-customer .thread-who")).to_be_visible()
    check_accessible(page)
    look(page, "conversation")
    page.get_by_text("As it was designed").click()
    expect(page.frame_locator(".message-frame").get_by_text("not")).to_be_visible()


def test_connected_addresses_are_seen(desk: Callable[[str], Page], place: None) -> None:
    page = desk("/settings/channels")
    expect(page.get_by_text("help@shop.example")).to_be_visible()
    check_accessible(page)
    look(page, "channels", alone=True)
    page = desk("/settings/channels/email/new")
    check_accessible(page)
    look(page, "email-new", whole=True, alone=True)
