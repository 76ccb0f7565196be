"""Take the picture of the README from a running Rapport with its demo shop.

python -m tools.picture http://127.0.0.1:8000 docs/images/home.png
"""

import os
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tools.browser import find

LOGIN = ("owner@demo.example.com", "tea-and-light")
SIZE = {"width": 1360, "height": 900}


def take(url: str, target: Path) -> None:
    """Sign in as the demo shop's owner, in English, and keep what the home page looks like."""
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=flags)
        page = browser.new_page(viewport=SIZE, locale="en-GB")
        page.goto(url)
        page.locator('input[name="login"]').fill(LOGIN[0])
        page.locator('input[type="password"]').fill(LOGIN[1])
        page.keyboard.press("Enter")
        page.wait_for_url(f"{url.rstrip('/')}/")
        english = page.locator('#language-menu button[value="en"]')
        if english.get_attribute("aria-current") is None:
            with page.expect_navigation():
                english.evaluate("button => button.click()")
        page.goto(url, wait_until="networkidle")
        target.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=target, animations="disabled")
        browser.close()


if __name__ == "__main__":
    take(sys.argv[1], Path(sys.argv[2]))
