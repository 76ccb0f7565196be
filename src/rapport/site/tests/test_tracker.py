"""A shop's own page, on another site and under a strict policy, tells Rapport what its visitors do."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, Request, expect
from tests.house import Shop

from rapport.bigdata.ingest.contracts import SourceLine
from rapport.bigdata.ingest.operations import holders
from rapport.bigdata.ingest.operations.sources import add_source, show_secret
from rapport.bigdata.ingest.operations.taking import sign_identity
from rapport.bigdata.ingest.tests.conftest import facts_of
from rapport.site.tests.running import wait_for
from rapport.site.tests.test_live import LiveSite

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases="__all__")]
BEHAVIOUR, IDENTIFIED = "behaviour.recorded.v1", "visitor.identified.v1"
PAGE = """<!doctype html><html lang="en"><title>{title}</title>
<script async src="{rapport}/static/ingest/tracker.js" data-key="{key}"></script><h1>{title}</h1></html>"""
HOLD = """() => {
  const ask = window.fetch, held = new Promise(go => { window.letGo = () => { go(); return held; }; });
  window.fetch = async (...what) => { const answer = await ask(...what); await held; return answer; };
}"""
"""The page gets no answer until `letGo()`, however soon Rapport gives it."""


class ShopSite:
    """The pages of a shop: every address is a page with the tracker in it, nothing inline."""

    def __init__(self, rapport: str) -> None:
        site = self
        self.key = ""

        class Pages(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                page = PAGE.format(title=self.path.strip("/") or "shop", rapport=rapport, key=site.key)
                self.send_response(200)
                self.send_header("content-type", "text/html; charset=utf-8")
                self.send_header(
                    "content-security-policy",
                    f"default-src 'none'; script-src {rapport}; connect-src {rapport}",
                )
                self.end_headers()
                self.wfile.write(page.encode())

            def log_message(self, *_words: Any) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)


@pytest.fixture
def rapport(transactional_db: None) -> Iterator[str]:
    """The whole front on a port."""
    holders.forget_known()
    running = LiveSite()
    running.thread.start()
    yield f"http://127.0.0.1:{running.port}"
    running.stop()


@pytest.fixture
def shop_site(rapport: str) -> Iterator[ShopSite]:
    """A shop's site, on another port and so another origin."""
    site = ShopSite(rapport)
    site.thread.start()
    yield site
    site.server.shutdown()
    site.server.server_close()


@pytest.fixture
def source(shop: Shop, shop_site: ShopSite) -> SourceLine:
    """The source whose key stands in the shop's pages."""
    line, shop_site.key = add_source("Shop", "site", origins=[shop_site.address], actor=shop.actor)
    return line


def seen(shop: Shop, count: int) -> list[dict[str, Any]]:
    """Wait until so many events are facts, and return them."""
    wait_for(lambda: len(facts_of(shop, BEHAVIOUR)) >= count, f"{count} events")
    return facts_of(shop, BEHAVIOUR)


def open_shop(page: Page, shop_site: ShopSite, path: str = "/") -> None:
    page.goto(shop_site.address + path)
    page.wait_for_function("typeof window.rapport === 'function'")


def test_nothing_is_kept_or_sent_before_consent(
    shop: Shop, page: Page, shop_site: ShopSite, source: SourceLine
) -> None:
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if "/ingest/v1" in request.url else None)
    open_shop(page, shop_site)
    page.evaluate("rapport('product', {sku: 'A-17'})")
    assert page.evaluate("localStorage.length") == 0
    page.evaluate("rapport('consent', true)")
    page.evaluate("rapport('product', {sku: 'B-18'})")
    events = seen(shop, 2)
    assert [(one["event"], one.get("sku")) for one in events] == [("page", None), ("product", "B-18")]
    assert events[0]["title"] == "shop"
    page.evaluate(HOLD)
    page.evaluate("rapport('product', {sku: 'C-19'})")
    seen(shop, 3)
    page.evaluate("rapport('consent', false)")
    assert page.evaluate("localStorage.length") == 0
    page.evaluate("letGo().then(() => new Promise(done => setTimeout(done)))")
    assert page.evaluate("localStorage.length") == 0, "an answer that comes late keeps nothing"
    assert all(request.method == "POST" for request in sent), "no question ahead of a call"


def test_what_happens_offline_arrives_later_and_once(
    shop: Shop, page: Page, shop_site: ShopSite, source: SourceLine
) -> None:
    open_shop(page, shop_site)
    page.evaluate("rapport('consent', true)")
    seen(shop, 1)
    page.context.set_offline(True)
    page.evaluate("for (let n = 0; n < 120; n++) rapport('click', {n})")
    page.context.set_offline(False)
    clicks = [one for one in seen(shop, 121) if one["event"] == "click"]
    assert sorted(one["more"]["n"] for one in clicks) == list(range(120))
    page.wait_for_function("JSON.parse(localStorage.getItem('rapport.queue')).length === 0")


def test_leaving_and_moving_inside_lose_nothing(
    shop: Shop, page: Page, shop_site: ShopSite, source: SourceLine
) -> None:
    open_shop(page, shop_site)
    page.evaluate(
        "rapport('consent', true); history.pushState({}, '', '/lamps'); rapport('cart', {sku: 'A'})"
    )
    page.wait_for_function("JSON.parse(localStorage.getItem('rapport.queue')).length >= 3")
    page.goto("about:blank")
    events = seen(shop, 3)
    assert sorted(one["event"] for one in events) == ["cart", "page", "page"]
    assert {one["url"].removeprefix(shop_site.address) for one in events} == {"/", "/lamps"}
    assert len({one["visitor"] for one in events}) == len({one["session"] for one in events}) == 1


def test_a_visitor_says_who_they_are_and_stays_it(
    shop: Shop, page: Page, shop_site: ShopSite, source: SourceLine
) -> None:
    signature = sign_identity(show_secret(source.id, actor=shop.actor), "4711", "ada@example.com")
    open_shop(page, shop_site)
    page.evaluate("rapport('consent', true)")
    page.evaluate(f"rapport('identify', '4711', {{email: 'ada@example.com'}}, '{signature}')")
    seen(shop, 2)
    open_shop(page, shop_site, "/next")
    page.evaluate("rapport('consent', true)")
    assert seen(shop, 3)[2]["user"] == "4711"
    (fact,) = facts_of(shop, IDENTIFIED)
    assert (fact["proved"], fact["user"]) == (True, "4711")


def test_the_sources_page_shows_the_line_and_what_came(
    shop: Shop,
    client: Client,
    rapport: str,
    browser: Browser,
    page: Page,
    shop_site: ShopSite,
    source: SourceLine,
) -> None:
    open_shop(page, shop_site)
    page.evaluate("rapport('consent', true)")
    seen(shop, 1)
    client.force_login(shop.person)
    text = client.get(f"/settings/sources/{source.id}").content.decode()
    assert f"data-key=&quot;{shop_site.key}&quot;" in text.replace('"', "&quot;")
    assert "/static/ingest/tracker.js" in text, "an address that outlives a new version"
    expect(page.get_by_role("heading", name="shop")).to_be_visible()
