"""Fixtures for tests in a real browser: a page that fails the test on any console error or policy violation.

pytestmark = pytest.mark.browser

def test_the_list_filters(page: Page, live_server: LiveServer) -> None:
    page.goto(live_server.url + "/customers")
    look(page, "customers")
    check_accessible(page)
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Generator, Iterator
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import pytest
from django.conf import settings

if TYPE_CHECKING:  # half a second that other tests need not pay
    from django.test import Client
    from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, ViewportSize
    from pytest_django.live_server_helper import LiveServer

SCREENS = Path.cwd() / "build" / "screens"
FLAGS = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-extensions",
    "--no-first-run",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
    "--hide-scrollbars",
)
SIZES = {"desk": (1360, 900), "tablet": (820, 1180), "phone": (390, 844)}
THEMES = ("light", "dark")
LANGUAGES = {"en": "en", "zh": "zh-hans"}
FEW = (("desk", "light", "en"), ("phone", "dark", "zh"))
BETWEEN = ("tablet", "light", "zh")
# How high a window must be for all of a page: the frame stands still and what is in it scrolls.
REACH = "Math.max(...[...document.querySelectorAll('html, main')].map(one => one.scrollHeight)) + 64"
# Milliseconds a step may take: machines that run tests are busy.
PATIENCE = 20_000
WCAG = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],  # what passed is not told element by element
}
WATCH = """window.__violations = [];
document.addEventListener('securitypolicyviolation', e =>
  __violations.push(`${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber}`));"""
# Refused input (422), conflicts (409) and a line the test itself cut are answers, though the console calls
# them errors.
EXPECTED = re.compile(
    r"the server responded with a status of (409|422)|autocomplete attributes"
    r"|ERR_INTERNET_DISCONNECTED|^htmx:(afterRequest|sendError),"
    r"|registration blocked by Playwright"
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; without one they are skipped, on CI they fail."""
    from playwright.sync_api import expect, sync_playwright
    from tools.browser import find

    from rapport.ui.build.bundles import build_bundles

    build_bundles()
    path = find()
    if path is None and not os.environ.get("CI"):
        pytest.skip("No Chromium here: `python -m tools.browser` says the mend.")
    # Playwright's loop runs in this thread; Django would refuse the database in the test's own steps.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        opened = _launch(playwright, path)
        yield opened
        opened.close()


def _launch(playwright: Playwright, path: str | None) -> Browser:
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    flags = [*FLAGS, *(["--no-sandbox"] if as_root else [])]
    return playwright.chromium.launch(executable_path=path, args=flags)


@pytest.fixture
def complaints() -> list[str]:
    """What the console of the test's page said that it should not have."""
    return []


@pytest.fixture
def context_options() -> dict[str, Any]:
    """How the test's browser is dressed, where that is not the usual desk; a test may say otherwise."""
    return {}


@pytest.fixture
def page(browser: Browser, complaints: list[str], context_options: dict[str, Any]) -> Iterator[Page]:
    """A page of its own context; after the test its console must be empty and the policy unbroken."""
    usual: dict[str, Any] = {
        "viewport": {"width": 1360, "height": 900},
        "reduced_motion": "reduce",
        "locale": "en-GB",
        "timezone_id": "UTC",
        "service_workers": "block",  # a page of one test shall not be served by the worker of another
    }
    context = browser.new_context(**{**usual, **context_options})
    context.set_default_timeout(PATIENCE)
    context.add_init_script(WATCH)
    opened = context.new_page()

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not EXPECTED.search(message.text):
            complaints.append(message.text)

    opened.on("console", hear)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None]:
    """Judge and close the page with the test itself.

    Later would be too late: settings and database are taken back before the page's own fixture is, and a
    page that polls would meet a server that no longer knows it.
    """
    yield
    fixtures: dict[str, Any] = getattr(item, "funcargs", {})
    page: Page | None = fixtures.get("page")
    if page is None:
        return
    if page.url != "about:blank":
        page.wait_for_load_state("load")
    violations = page.evaluate("window.__violations ?? []") if page.url != "about:blank" else []
    page.context.close()
    assert violations == []
    assert fixtures["complaints"] == []


@pytest.fixture
def desk(page: Page, live_server: LiveServer, signed_in: Client) -> Callable[[str], Page]:
    """Return a function that opens an address as the shop's administrator."""
    name = settings.SESSION_COOKIE_NAME
    cookie = signed_in.cookies[name].value
    page.context.add_cookies([{"name": name, "value": cookie, "url": live_server.url}])

    def open_at(path: str) -> Page:
        page.goto(live_server.url + path)
        return page

    return open_at


def look(
    page: Page, name: str, *, whole: bool = False, tablet: bool = False, alone: bool = False
) -> list[Path]:
    """Save pictures of the page as it stands at this address to build/screens, and return their paths.

    Two variants of size, theme and language, which between them show both of each, with `tablet` a third
    width; with RAPPORT_SCREENS=all each of the twelve, taken when all that loads later is there. `whole`
    shows what lies further down too. The page is loaded anew; `alone` says that it was opened for this, by
    the usual desk, and is left afterwards: then it is loaded as often as it has other looks.
    """
    SCREENS.mkdir(parents=True, exist_ok=True)
    asked_all = os.environ.get("RAPPORT_SCREENS") == "all"
    few = (*FEW, BETWEEN) if tablet else FEW
    variants = tuple(product(SIZES, THEMES, LANGUAGES)) if asked_all else few
    address, before = page.url, page.viewport_size
    saved = []
    for number, (size, theme, language) in enumerate(variants):
        width, height = SIZES[size]
        if number or not alone or asked_all:
            _speak(page, LANGUAGES[language])
            _dress(page, {"width": width, "height": height}, theme)
            page.goto(address, wait_until="networkidle" if asked_all else "load")
        if whole:
            page.set_viewport_size({"width": width, "height": max(height, page.evaluate(REACH))})
        path = SCREENS / f"{name}-{size}-{theme}-{language}.png"
        page.screenshot(path=path, animations="disabled", caret="hide")
        saved.append(path)
    _speak(page, "en")
    _dress(page, before, "light")
    if not alone:
        page.goto(address)
    return saved


def _dress(page: Page, size: ViewportSize | None, theme: str) -> None:
    """Give the window a size and a theme, with nothing drawn for them of a page that is left at once."""
    page.evaluate("document.documentElement.style.display = 'none'")
    if size:
        page.set_viewport_size(size)
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light", reduced_motion="reduce")


def _speak(page: Page, language: str) -> None:
    """Choose a language by the page's own switch: who is signed in keeps it, whatever a cookie says.

    What the switch leads to is not drawn; whoever looks opens an address anyway.
    """
    form = page.locator("#language-menu form")
    if not form.count() or form.locator(f'button[value="{language}"]').get_attribute("aria-current"):
        return
    sent = {one: form.locator(f"input[name={one}]").input_value() for one in ("csrfmiddlewaretoken", "next")}
    answer = page.context.request.post(
        urljoin(page.url, form.get_attribute("action")),
        form={**sent, "language": language},
        headers={"referer": page.url},
        max_redirects=0,
    )
    assert answer.status == 302


def check_accessible(page: Page, *, within: str | None = None) -> None:
    """Fail on any breach of WCAG 2.2 A and AA that axe finds; `within` narrows it to a selector.

    A click that opened another page may have been made a moment ago, so the page is waited for.
    """
    from axe_playwright_python.sync_playwright import Axe

    page.wait_for_load_state("load")
    found: list[dict[str, Any]] = Axe().run(page, context=within, options=WCAG).response["violations"]
    told = [f"{one['id']}: {node['html'][:160]} {node['any'][:1]}" for one in found for node in one["nodes"]]
    assert told == []
