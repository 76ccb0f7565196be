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


def test_a_letter_is_read_and_answered(desk: Callable[[str], Page], place: None) -> None:
    page = desk("/conversations")
    expect(page.locator("tr[data-id]")).to_have_count(2)
    check_accessible(page)
    look(page, "conversations")
    page.get_by_role("link", name="Where is my tea?").first.click()
    expect(page.locator(".message")).to_have_count(1)
    expect(page.locator(".toast")).to_have_count(0)
    check_accessible(page)
    look(page, "conversation")
    page.get_by_text("As it was designed").click()
    expect(page.frame_locator(".message-frame").get_by_text("not")).to_be_visible()
    page.locator("textarea[name=text]").fill("It comes today.")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".message[data-direction=out]")).to_contain_text("It comes today.")


def test_connected_addresses_are_seen(desk: Callable[[str], Page], place: None) -> None:
    page = desk("/settings/channels")
    expect(page.get_by_text("help@shop.example")).to_be_visible()
    check_accessible(page)
    look(page, "channels")
    page = desk("/settings/channels/email/new")
    check_accessible(page)
    look(page, "email-new", whole=True)
