"""A visitor clicks: the live page shows it, the lake and the mart have it, the customer knows it."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from rapport.analytical.warehouse.operations import opening
from rapport.analytical.warehouse.operations.building import build_marts
from rapport.bigdata.ingest.operations import holders
from rapport.bigdata.ingest.operations.sources import add_source, show_secret
from rapport.bigdata.ingest.operations.taking import sign_identity
from rapport.bigdata.ingest.tests.conftest import facts_of
from rapport.bigdata.lake.operations.writing import LakeWriter
from rapport.bigdata.lake.tests.carrying import forget_waiting
from rapport.bigdata.realtime.api import Taker, Watch, add_trigger
from rapport.bigdata.stream.operations.gathering import gather
from rapport.bigdata.stream.operations.link import Link, connected
from rapport.bigdata.stream.operations.sending import send_waiting
from rapport.bigdata.stream.operations.taking import take_next
from rapport.bigdata.stream.tests.serving import streaming
from rapport.customers.party.tests.people import enter
from rapport.kernel.outbox.api import relay_once
from rapport.site.tests.running import wait_for
from rapport.site.tests.test_live import LiveSite
from rapport.site.tests.test_tracker import ShopSite, open_shop
from tests.house import Shop

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases="__all__"),
    pytest.mark.usefixtures("nothing_waits"),
]
WAIT = 120_000
BROWSING = "select customer_id, products, sku, category from customer_browsing"
VIEW = "rapport('product', {sku: 'T-1', product: 'Longjing, first harvest', category: 'Green'})"


@pytest.fixture
def rapport(transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The whole front on a port, with a lake and marts of the test's own."""
    monkeypatch.setenv("RAPPORT_LAKE_URL", str(tmp_path / "lake"))
    monkeypatch.setattr(opening, "mart_file", lambda tenant_id: tmp_path / "marts.duckdb")
    forget_waiting()
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
def desk(rapport: str, browser: Browser, signed_in: Client) -> Iterator[Page]:
    """The live page on somebody's desk, hearing what happens."""
    name = settings.SESSION_COOKIE_NAME
    page = browser.new_page(locale="en")
    page.context.add_cookies([{"name": name, "value": signed_in.cookies[name].value, "url": rapport}])
    page.goto(f"{rapport}/now")
    page.locator("#main ui-live[data-state=open]").wait_for(state="attached", timeout=WAIT)
    yield page
    page.close()


def carry(link: Link, taker: Taker) -> None:
    """Do what the processes do: relay, send, take into live figures, and tell open pages."""
    while relay_once():
        pass
    gather()
    while send_waiting(link):
        pass
    while take_next(link, taker, wait=0.5):
        pass
    Watch(taker).look(0)


def test_a_click_becomes_knowledge(
    shop: Shop, rapport: str, page: Page, shop_site: ShopSite, desk: Page, tmp_path: Path
) -> None:
    ada = enter(shop, "Ada Lovelace", "ada@example.com")
    source, shop_site.key = add_source("Shop", "site", origins=[shop_site.address], actor=shop.actor)
    rule = {"name": "Cannot decide", "kind": "times", "event": "product", "times": 3, "minutes": 10}
    add_trigger(rule, actor=shop.actor)
    expect(desk.get_by_text("Nothing tells yet what visitors do")).to_be_visible()
    with (
        streaming(tmp_path / "stream") as stream,
        connected(stream.url, [Taker.reader, LakeWriter.reader]) as link,
    ):
        taker = Taker()
        open_shop(page, shop_site)
        page.evaluate(f"rapport('consent', true); {VIEW}; {VIEW}; {VIEW}")
        wait_for(lambda: len(facts_of(shop, "behaviour.recorded.v1")) >= 4, "the click")
        carry(link, taker)
        expect(desk.locator("[data-figure=visitors]")).to_have_text("1", timeout=WAIT)
        expect(desk.get_by_role("cell", name="Longjing, first harvest")).to_be_visible()
        expect(desk.get_by_text("Cannot decide")).to_be_visible()
        assert len(facts_of(shop, "trigger.fired.v1")) == 1
        signature = sign_identity(show_secret(source.id, actor=shop.actor), "4711", "ada@example.com")
        page.evaluate(f"rapport('identify', '4711', {{email: 'ada@example.com'}}, '{signature}')")
        wait_for(lambda: len(facts_of(shop, "visitor.identified.v1")) == 1, "who it is")
        carry(link, taker)
        carry(link, taker)
        while take_next(link, LakeWriter(lambda table: None), wait=0.5):
            pass
    desk.goto(f"{rapport}/customers/{ada.id}")
    desk.get_by_role("link", name="Show what they did").click()
    expect(desk.get_by_text("Longjing, first harvest").first).to_be_visible(timeout=WAIT)
    expect(desk.get_by_text("Trigger: Cannot decide")).to_be_visible()
    build = build_marts(shop.tenant_id)
    assert build is not None
    assert (build.state, build.failures) == ("published", [])
    with duckdb.connect(tmp_path / "marts.duckdb", read_only=True) as marts:
        browsing = marts.execute(
            "select customer_id, products, sku, category from customer_browsing"
        ).fetchall()
    assert browsing == [(str(ada.id), 3, "T-1", "Green")]
