"""A pop-up in a shop's own page, on another site and under a strict policy; a landing page beside it."""

import pytest
from playwright.sync_api import Page, expect
from tests.browser import SCREENS, check_accessible, look
from tests.house import Shop

from rapport.bigdata.ingest.contracts import SourceLine
from rapport.customers.forms.operations import embedding
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.landing.contracts import Figures, PieceLine
from rapport.operational.landing.http import page as pages
from rapport.operational.landing.queries.pieces import list_figures
from rapport.operational.landing.tests.pieces import make_form, make_live
from rapport.site.tests import test_tracker
from rapport.site.tests.running import wait_for
from rapport.site.tests.test_tracker import ShopSite, open_shop, rapport, shop_site, source

__all__ = ["rapport", "shop_site", "source"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases="__all__")]
AGREE = "rapport('consent', true)"
DIALOG = "[data-rapport-popup] dialog"


@pytest.fixture(autouse=True)
def with_popups(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the shop's pages name the second script, and visitors write as fast as tests do."""
    line = 'data-key="{key}"'
    more = test_tracker.PAGE.replace(line, f'{line} data-popups="/static/landing/popups.js"')
    monkeypatch.setattr(test_tracker, "PAGE", more)
    monkeypatch.setattr(embedding, "LEAST_SECONDS", 0)
    pages._paces.clear()


def figures(shop: Shop, piece: PieceLine) -> list[Figures]:
    with as_tenant(shop.tenant_id):
        return list_figures(piece.id)


def test_a_pop_up_comes_after_consent_is_closed_by_key_and_filled_in(
    shop: Shop, page: Page, shop_site: ShopSite, source: SourceLine
) -> None:
    form = make_form(shop)
    piece = make_live(shop, "popup", form_id=form.id, where=("/tea*",), delay=0, again_days=1)
    open_shop(page, shop_site, "/tea")
    scripts = "[...document.scripts].filter(one => one.src.includes('popups')).length"
    assert page.evaluate(scripts) == 0, "nothing is loaded before consent"
    page.evaluate(AGREE)
    heading = page.locator(DIALOG).get_by_role("heading", name="Tea news")
    expect(heading).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.locator(DIALOG)).to_have_count(0)
    wait_for(lambda: figures(shop, piece) == [Figures("A", shown=1, closed=1)], "shown and closed")
    open_shop(page, shop_site, "/tea/green")
    with page.expect_response("**/popups/v1?*"):
        page.evaluate(AGREE)
    expect(page.locator(DIALOG)).to_have_count(0)
    page.evaluate("localStorage.removeItem('rapport.popups')")
    open_shop(page, shop_site, "/lamps")
    with page.expect_response("**/popups/v1?*"):
        page.evaluate(AGREE)
    expect(page.locator(DIALOG)).to_have_count(0)
    page.evaluate("history.pushState({}, '', '/tea')")
    expect(heading).to_be_visible()
    check_accessible(page)
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="dark")
    page.screenshot(path=SCREENS / "popup-phone-dark-en.png")
    send = page.locator(DIALOG).get_by_role("button", name="Send")
    send.click()
    expect(page.locator(DIALOG).get_by_label("E-mail")).to_be_focused()
    page.locator(DIALOG).get_by_label("E-mail").fill("eve@example.org")
    page.keyboard.press("Enter")
    expect(page.locator(DIALOG).get_by_text("See you soon.")).to_be_focused()
    page.keyboard.press("Escape")
    wait_for(lambda: figures(shop, piece)[0].filled == 1, "filled in")
    assert figures(shop, piece) == [Figures("A", shown=2, closed=1, filled=1)]


def test_a_landing_page_is_sound_and_counts_who_looks(shop: Shop, page: Page, rapport: str) -> None:
    piece = make_live(shop, form_id=make_form(shop).id)
    page.goto(f"{rapport}/p/{shop.slug}/{piece.slug}")
    expect(page.get_by_role("heading", name="Tea news")).to_be_visible()
    wait_for(lambda: figures(shop, piece) == [Figures("A", shown=1)], "shown")
    check_accessible(page)
    look(page, "landing-page", whole=True)
