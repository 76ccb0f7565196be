"""A visitor of a shop's page and an agent talk, in two browsers; the server ends and starts in between."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from tests.browser import check_accessible
from tests.house import Shop

from rapport.collaborative import chat
from rapport.collaborative.chat.tests.widgets import carry, widget
from rapport.collaborative.delivery.contracts import AccountState
from rapport.collaborative.delivery.models import Message
from rapport.kernel.tenancy.api import as_tenant
from rapport.site.tests.test_live import LiveSite

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases="__all__")]
PAGE = """<!doctype html><html lang="en"><title>Tea shop</title><h1>Tea shop</h1>
<script async src="{rapport}/static/chat/widget.js" data-door="{door}"></script></html>"""


class ShopPages:
    """A shop's page on another origin, under a policy that allows Rapport's scripts and calls alone."""

    def __init__(self, rapport: str) -> None:
        site = self
        self.door = ""

        class Pages(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("content-type", "text/html; charset=utf-8")
                policy = f"default-src 'none'; script-src {rapport}; connect-src {rapport}"
                self.send_header("content-security-policy", policy)
                self.end_headers()
                self.wfile.write(PAGE.format(rapport=rapport, door=site.door).encode())

            def log_message(self, *_words: Any) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def rapport(transactional_db: None) -> Iterator[list[LiveSite]]:
    """The whole front on a port; the last of the list is the one that runs."""
    running = [LiveSite()]
    running[0].thread.start()
    yield running
    running[-1].stop()


@pytest.fixture
def place(shop: Shop) -> AccountState:
    return widget(shop)


@pytest.fixture
def pages(rapport: list[LiveSite], place: AccountState) -> Iterator[ShopPages]:
    site = ShopPages(f"http://127.0.0.1:{rapport[-1].port}")
    site.door = place.door
    yield site
    site.server.shutdown()
    site.server.server_close()


@pytest.fixture
def agent(shop: Shop, rapport: list[LiveSite], browser: Browser, signed_in: Client) -> Iterator[Page]:
    """The administrator's own browser, at the inbox."""
    at = f"http://127.0.0.1:{rapport[-1].port}"
    context = browser.new_context(viewport={"width": 1360, "height": 900}, reduced_motion="reduce")
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": signed_in.cookies[name].value, "url": at}])
    opened = context.new_page()
    opened.goto(f"{at}/inbox")
    yield opened
    context.close()


def write(page: Page, text: str) -> None:
    page.get_by_label("Write a message").fill(text)
    page.keyboard.press("Enter")


def test_a_visitor_and_an_agent_talk_over_a_restart(
    shop: Shop, rapport: list[LiveSite], pages: ShopPages, page: Page, agent: Page, complaints: list[str]
) -> None:
    page.goto(pages.address)
    assert page.evaluate("localStorage.length") == 0
    page.get_by_role("button", name="Chat with us").click()
    expect(page.get_by_role("dialog", name="Tea and light")).to_be_visible()
    check_accessible(page)
    assert page.evaluate("localStorage.length") == 0, "nothing is kept before one writes"
    write(page, "Is the green tea in?")
    mine, theirs = page.locator(".line.mine:not(.wait) .said"), page.locator(".line:not(.mine) .said")
    expect(mine).to_have_text(["Is the green tea in?"])

    agent.locator("tr[data-id] a").first.click()
    expect(agent.locator("#reading .message")).to_contain_text("Is the green tea in?")
    agent.keyboard.press("r")
    agent.keyboard.type("It came this morning.")
    agent.keyboard.press("Control+Enter")
    expect(agent.locator(".message[data-direction=out]")).to_contain_text("It came this morning.")
    assert carry(shop) == 1, "nobody waits for a live answer to be taken back"
    expect(theirs).to_have_text(["It came this morning."])

    port = rapport[-1].port
    rapport[-1].stop()
    write(page, "Two tins, please.")
    write(page, "And a cup.")
    expect(page.locator(".line.wait")).to_have_count(2)
    page.reload()
    rapport.append(LiveSite(port))
    rapport[-1].thread.start()
    expect(mine).to_have_text(["Is the green tea in?", "Two tins, please.", "And a cup."])
    expect(theirs).to_have_text(["It came this morning."])
    with as_tenant(shop.tenant_id):
        said = list(
            Message.objects.filter(direction="in").order_by("at", "id").values_list("text", flat=True)
        )
    assert said == ["Is the green tea in?", "Two tins, please.", "And a cup."]
    expect(agent.locator("#reading .message[data-direction=in]")).to_have_count(3)
    complaints.clear()  # the console told that the server was away


def test_the_widget_is_light() -> None:
    size = len((Path(chat.__file__).parent / "static" / "chat" / "widget.js").read_bytes())
    assert size <= 20_000


def test_a_widget_is_set_up_and_tried_out(
    shop: Shop, place: AccountState, agent: Page, pages: ShopPages
) -> None:
    at = agent.url.partition("/inbox")[0]
    agent.goto(f"{at}/settings/channels/chat/{place.id}")
    check_accessible(agent)
    agent.get_by_role("link", name="Try it out").click()
    agent.get_by_role("button", name="Chat with us").click()
    agent.get_by_label("Write a message").fill("A try")
    agent.keyboard.press("Enter")
    expect(agent.locator(".line.mine:not(.wait) .said")).to_have_text(["A try"])
    check_accessible(agent)
