"""What scenarios share: coming in by the front door, and the house at work beside the pages."""

from typing import get_args

from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from rapport.kernel.jobs.api import Lane, run_next
from rapport.kernel.outbox.api import relay_once
from tests.house import Shop


def sign_in(page: Page, server: LiveServer, shop: Shop) -> None:
    """Come in by the front door."""
    page.context.set_default_timeout(30_000)  # the first page of a process imports every view
    page.goto(server.url)
    page.get_by_label("Email").fill(shop.person.email)
    page.get_by_label("Password").fill(shop.password)
    page.get_by_role("button", name="Sign in", exact=False).click()
    expect(page.get_by_role("navigation").first).to_be_visible()


def let_the_house_work() -> None:
    """Do what worker and relay would do beside the pages: every waiting job, every fact."""
    while any(run_next(lane) for lane in get_args(Lane)) or relay_once():
        pass
