"""Use the pages of the big shop in Chromium: from a click to what it paints, and what the pages weigh."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any

from big_shop import open_big_shop
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from tools.browser import find

from rapport.kernel.errors import Missing
from rapport.site.bench.calls import serving
from rapport.site.bench.contracts import Figure
from rapport.site.bench.meter import percentile
from rapport.site.bench.place import Place

TIMES, LIMIT_MS = 20, 200
FIRST_KB, AFTER_KB, CHARTS_KB = 60, 10, 320
FLAGS = ["--disable-gpu", "--disable-background-networking", "--disable-extensions", "--no-first-run"]
# What is pressed, and how the page tells that it has answered; the time ends after the frame that paints it.
MEASURE = """async () => {{
  const body = document.querySelector("tbody"), rows = document.querySelectorAll("tbody tr[data-id]").length;
  const began = performance.now();
  {press};
  await new Promise(resolve => {{
    const look = () => ({done}) ? resolve() : requestAnimationFrame(look);
    look();
  }});
  await new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)));
  return performance.now() - began;
}}"""
ANEW = "document.querySelector('tbody') !== body"
MENU, LINE = (
    "[id^=filter-customers-stage][popovertarget]",
    "[id^=filter-customers-stage] .menu-item:not(.later)",
)
OPEN = "document.querySelector('#palette').open && document.querySelector('#palette [role=option]')"
PRESSED = {
    "sort": ("document.querySelector('thead a[href*=\"sort=\"]').click()", ANEW),
    "menu": (f"document.querySelector('{MENU}').click()", f"document.querySelector('{LINE}')"),
    "filter": (f"document.querySelector('{LINE}').click()", ANEW),
    "more rows": (
        "document.querySelector('tr[data-more] a').click()",
        "document.querySelectorAll('tbody tr[data-id]').length > rows",
    ),
    "palette": (
        "document.dispatchEvent(new KeyboardEvent('keydown', {key: 'k', ctrlKey: true, bubbles: true}))",
        OPEN,
    ),
}
DEPART = """() => {
  sessionStorage.departed = performance.timeOrigin + performance.now();
  document.querySelector('tbody tr[data-id] a[href^="/customers/"]').click();
}"""
ARRIVED = "() => performance.getEntriesByName('first-contentful-paint').length > 0"
TOOK = """() => performance.timeOrigin - Number(sessionStorage.departed)
  + performance.getEntriesByName('first-contentful-paint')[0].startTime"""


def run(place: Place) -> list[Figure]:
    """Press what people press, again and again; then weigh pages as they come over the wire."""
    path = find()
    if path is None:
        raise Missing("There is no Chromium here; `python -m tools.browser` says the mend.")
    shop = open_big_shop(place)
    with serving(place) as server, _browsing(path) as browser:
        address = f"http://localhost:{server.port}"
        took = _use(_enter(browser, address, shop.cookie), address)
        weights = _weigh(_enter(browser, address, shop.cookie), address)
    times = [one for some in took.values() for one in some]
    goal: dict[str, Any] = {"goal": LIMIT_MS, "better": "less"}
    return [
        Figure("from a press to its paint, p95", percentile(times, 0.95), "ms", **goal),
        Figure("from a press to its paint, median", median(times), "ms", better="less"),
        *(Figure(f"{name}, p95", percentile(some, 0.95), "ms", **goal) for name, some in took.items()),
        *(Figure(name, kb, "kB", goal=most, better="less") for name, kb, most in weights),
    ]


@contextmanager
def _browsing(path: str) -> Iterator[Browser]:
    flags = [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()


def _enter(browser: Browser, address: str, cookie: str) -> BrowserContext:
    """Return a browser nobody has used yet, signed in.

    Nothing is pretended about theme or motion: a browser told to pretend draws the page it leaves once more.
    """
    context = browser.new_context(
        viewport={"width": 1360, "height": 900},
        service_workers="block",
        color_scheme="null",
        reduced_motion="null",
        forced_colors="null",
        contrast="null",
    )
    context.set_default_timeout(60_000)
    name, _equals, value = cookie.partition("=")
    context.add_cookies([{"name": name, "value": value, "url": address}])
    return context


def _use(context: BrowserContext, address: str) -> dict[str, list[float]]:
    """Return the milliseconds of each kind of press; each begins on the list as it opens."""
    page = context.new_page()

    def press(name: str) -> float:
        pressed, done = PRESSED[name]
        if name == "filter":
            page.click(MENU)
            page.wait_for_selector(LINE)
        return float(page.evaluate(MEASURE.format(press=pressed, done=done)))

    took = {name: _again(page, address, lambda name=name: press(name)) for name in PRESSED}
    took["open a record"] = _again(page, address, lambda: _open(page))
    context.close()
    return took


def _again(page: Page, address: str, work: Callable[[], float]) -> list[float]:
    """Return the times of a press; the first warms what is warm on every later day, and does not count."""
    took = []
    for _ in range(TIMES + 1):
        page.goto(f"{address}/customers", wait_until="networkidle")
        took.append(work())
    return took[1:]


def _open(page: Page) -> float:
    """Return the time of opening a record; a page is asked when it was painted only once it rests."""
    with page.expect_navigation(wait_until="networkidle"):
        page.evaluate(DEPART)
    page.wait_for_function(ARRIVED)
    return float(page.evaluate(TOOK))


def _weigh(context: BrowserContext, address: str) -> list[tuple[str, float, int]]:
    """Return what pages bring over the wire in kB: with an empty cache, then with a warm one."""
    page, wire = context.new_page(), list[float]()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: wire.append(event["encodedDataLength"]))

    def weigh(path: str) -> float:
        wire.clear()
        page.goto(address + path, wait_until="load")
        page.wait_for_load_state("networkidle")
        return sum(wire) / 1000

    first = weigh("/customers")
    record = page.get_attribute('tbody tr[data-id] a[href^="/customers/"]', "href") or ""
    after = [weigh(path) for path in ("/customers", record, "/orders", "/", "/settings/")]
    charts = weigh("/worth")
    context.close()
    return [
        ("first page, everything it needs", first, FIRST_KB),
        ("heaviest page after it", max(after), AFTER_KB),
        ("first page with charts after it", charts, CHARTS_KB),
    ]
