"""Take the pictures of README and tour from a running Rapport with its demo shop.

python -m tools.picture http://127.0.0.1:8000 docs/images
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright

from tools.browser import find

LOGIN = ("owner@demo.example.com", "tea-and-light")
SIZE: ViewportSize = {"width": 1360, "height": 900}


def _go(path: str) -> Callable[[Page], None]:
    def go(page: Page) -> None:
        page.goto(_at(page, path), wait_until="networkidle")

    return go


def _open(path: str, link: str) -> Callable[[Page], None]:
    """Return what goes to a list and opens the first of its rows that leads to such an address."""

    def go(page: Page) -> None:
        page.goto(_at(page, path), wait_until="networkidle")
        first = page.locator(f'main a[href^="{link}"]').first.get_attribute("href")
        page.goto(_at(page, str(first)), wait_until="networkidle")

    return go


def _open_palette(page: Page) -> None:
    """Open the field for everything over the list of customers, with something typed."""
    page.goto(_at(page, "/customers"), wait_until="networkidle")
    page.keyboard.press("Control+k")
    page.locator("#palette [data-group=set] [role=option]").first.wait_for(state="attached")
    page.keyboard.type("new")
    page.locator("#palette [data-group=best] [role=option]").first.wait_for()
    page.wait_for_load_state("networkidle")


PICTURES: dict[str, Callable[[Page], None]] = {
    "home": _go("/"),
    "imports": _go("/imports"),
    "customers": _go("/customers"),
    "customer": _open("/customers?sort=-spent", "/customers/0"),
    "palette": _open_palette,
    "orders": _go("/orders"),
    "quality": _go("/quality"),
    "worth": _go("/worth"),
    "inbox": _open("/inbox", "/conversations/0"),
    "campaign": _open("/campaigns?state=done", "/campaigns/0"),
    "segments": _go("/segments"),
    "forecast": _go("/forecast"),
    "leaving": _go("/churn"),
    "settings": _go("/settings/"),
}
"""Each picture's name, and how one gets to what it shows."""


def take(url: str, folder: Path) -> None:
    """Sign in as the demo shop's owner, in English, and keep what each page looks like."""
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=flags)
        page = browser.new_page(viewport=SIZE, locale="en-GB")
        page.set_default_timeout(120_000)
        _sign_in(page, url)
        for name, show in PICTURES.items():
            show(page)
            page.screenshot(path=folder / f"{name}.png", animations="disabled")
        browser.close()


def _sign_in(page: Page, url: str) -> None:
    page.goto(url)
    page.locator('input[name="login"]').fill(LOGIN[0])
    page.locator('input[type="password"]').fill(LOGIN[1])
    page.keyboard.press("Enter")
    page.wait_for_url(f"{url.rstrip('/')}/")
    english = page.locator('#language-menu button[value="en"]')
    if english.get_attribute("aria-current") is None:
        with page.expect_navigation():
            english.evaluate("button => button.click()")


def _at(page: Page, path: str) -> str:
    """Return an address of the site the page is on."""
    return "/".join(page.url.split("/")[:3]) + path


if __name__ == "__main__":
    take(sys.argv[1], Path(sys.argv[2]))
