"""A morning at the desk: by mouse, by the keyboard alone, and by touch on a phone. Facts after every step."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser import PATIENCE, SIZES
from tests.house import Shop
from tests.keyboard import walk
from tests.scenarios.hands import Keys, Mouse, Touch
from tests.scenarios.morning import Morning, come_in, prepare, spend

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("nothing_waits")]
SLOW = 120_000
POINTED = "addEventListener('pointerdown', () => sessionStorage.setItem('pointed', 'yes'), true)"
PAGES = ("/", "/customers", "/tasks", "/duplicates", "/orders", "/notices", "/imports/new", "/account/")


@pytest.fixture(autouse=True)
def nobody_hurries(browser: Browser) -> Iterator[None]:
    cache.clear()
    expect.set_options(timeout=SLOW)
    yield
    expect.set_options(timeout=PATIENCE)


@pytest.fixture
def morning(shop: Shop) -> Morning:
    return prepare(shop)


def test_by_mouse(page: Page, live_server: LiveServer, morning: Morning) -> None:
    page.context.set_default_timeout(SLOW)  # the first page of a process imports every view
    spend(Mouse(page), live_server.url, morning)


def test_by_the_keyboard_alone(page: Page, live_server: LiveServer, morning: Morning) -> None:
    page.context.set_default_timeout(SLOW)
    page.add_init_script(POINTED)
    spend(Keys(page), live_server.url, morning)
    assert page.evaluate("sessionStorage.getItem('pointed')") is None


def test_every_stop_of_the_keyboard_is_seen_and_lets_go(
    page: Page, live_server: LiveServer, morning: Morning
) -> None:
    page.context.set_default_timeout(SLOW)
    come_in(Keys(page), live_server.url, morning)
    faults = {}
    for path in (*PAGES, f"/customers/{morning.ada}"):
        page.goto(live_server.url + path, wait_until="networkidle")
        walked = walk(page)
        assert "Skip to content" in walked.stops[0]
        if walked.faults or not walked.main:
            faults[path] = walked.faults or ["nothing in the page's own part"]
    assert faults == {}


class TestOnAPhone:
    """Three hundred and ninety pixels, fingers, no keys but those one writes with."""

    @pytest.fixture
    def context_options(self) -> dict[str, Any]:
        width, height = SIZES["phone"]
        return {"viewport": {"width": width, "height": height}, "has_touch": True, "is_mobile": True}

    def test_by_touch(self, page: Page, live_server: LiveServer, morning: Morning) -> None:
        page.context.set_default_timeout(SLOW)
        spend(Touch(page), live_server.url, morning)
