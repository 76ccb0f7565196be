"""Installing: the manifest, the icons, the worker, and a page where there is no connection."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from PIL import Image
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from rapport.ui.build.icons import build_icons
from rapport.ui.rules.icons import APP_SIZES

READY = """navigator.serviceWorker.register("/worker.js", { scope: "/" })
  .then(() => navigator.serviceWorker.ready).then(() => true)"""
KEPT = """caches.keys()
  .then(names => Promise.all(names.map(name => caches.open(name).then(cache => cache.keys()))))
  .then(all => all.flat().map(request => new URL(request.url).pathname))"""


@pytest.mark.django_db(databases="__all__")
class TestManifest:
    def test_names_icons_colours_and_how_it_opens(self, client: Client) -> None:
        answer = client.get("/app.webmanifest")
        assert answer["Content-Type"] == "application/manifest+json"
        told = json.loads(answer.content)
        assert (told["display"], told["start_url"], told["scope"]) == ("standalone", "/", "/")
        assert {icon["sizes"] for icon in told["icons"]} >= {"192x192", "512x512"}
        assert told["theme_color"]

    def test_is_linked_from_pages_of_strangers_too(self, client: Client) -> None:
        page = client.get("/sign-in/").content.decode()
        assert 'rel="manifest"' in page
        assert 'name="theme-color"' in page


def test_icons_are_drawn_from_our_own_svg(tmp_path: Path) -> None:
    (tmp_path / "icon.svg").write_bytes((Path(__file__).parents[1] / "static/ui/icon.svg").read_bytes())
    build_icons(tmp_path / "built")
    for size in APP_SIZES:
        with Image.open(BytesIO((tmp_path / "built" / f"icon-{size}.png").read_bytes())) as icon:
            assert icon.size == (size, size)
            assert icon.convert("RGB").getpixel((size // 2, size // 10)) == (67, 85, 196)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True, databases="__all__")
def test_without_a_connection_there_is_a_page_and_no_data(browser: Browser, live_server: LiveServer) -> None:
    context = browser.new_context(locale="en-GB")
    try:
        page = context.new_page()
        page.goto(f"{live_server.url}/offline")
        page.evaluate(READY)
        page.goto(f"{live_server.url}/sign-in/")
        context.set_offline(True)
        page.goto(f"{live_server.url}/customers")
        expect(page.get_by_role("heading", name="No connection")).to_be_visible()
        kept = page.evaluate(KEPT)
        assert "/offline" in kept
        assert [path for path in kept if path != "/offline" and not path.startswith("/static/")] == []
    finally:
        context.close()
