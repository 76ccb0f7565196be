"""Administration in a real browser: looked at in both themes and languages, free of breaches of WCAG."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from tests.browser import SCREENS, check_accessible, look
from tests.house import Shop

from rapport.customers.party.api import create_tag
from rapport.kernel.fields.api import Choice, define_field
from rapport.kernel.identity import api as identity
from rapport.kernel.money.api import set_rates
from rapport.kernel.settings.api import change_settings

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


class TestSettings:
    def test_every_page_is_looked_at(self, desk: Callable[[str], Page], shop: Shop) -> None:
        change_settings({"business.name": "Teehaus am Hafen", "papers.city": "Hamburg"}, actor=shop.actor)
        rates = [("USD", date(2026, month, 1), Decimal("0.9") + month) for month in range(1, 12)]
        set_rates(rates, actor=shop.actor, source="bank")
        answers = [Choice("green", "Green"), Choice("oolong", "乌龙 Oolong")]
        define_field("customer", "tea", "Favourite tea " * 6, "choice", choices=answers, actor=shop.actor)
        create_tag("VIP", actor=shop.actor)
        for name, path in {
            "settings": "/settings/",
            "settings-business": "/settings/of/business",
            "settings-papers": "/settings/of/papers",
            "settings-arrival": "/settings/of/arrival",
            "settings-found": "/settings/?q=currency",
            "settings-rates": "/settings/rates",
            "settings-usage": "/settings/usage",
            "settings-fields": "/settings/fields",
            "settings-tags": "/settings/tags",
            "account-devices": "/account/devices/",
            "account-address": "/account/email/",
        }.items():
            page = desk(path)
            check_accessible(page)
            look(page, name, alone=True)

    def test_a_refusal_is_read_beside_its_field(self, desk: Callable[[str], Page]) -> None:
        page = desk("/settings/of/papers")
        page.get_by_label("E-mail").fill("nobody")
        page.get_by_role("button", name="Save").click()
        error = page.locator(".field.wrong .error")
        error.wait_for()
        assert "This is no e-mail address." in error.inner_text()
        check_accessible(page)


def test_an_administrator_sees_the_desk_of_another(desk: Callable[[str], Page], shop: Shop) -> None:
    person = identity.create_person(f"carl@{shop.tenant_id}.example", "Carl Clerk")
    clerk = identity.add_member(shop.tenant_id, person, ["clerk"]).id
    page = desk(f"/settings/people/{clerk}")
    check_accessible(page)
    look(page, "member-see-as")
    page.get_by_role("button", name="See as this person").click()
    expect(page.get_by_text("You see the desk as Carl Clerk sees it.")).to_be_visible()
    check_accessible(page)
    page.screenshot(path=SCREENS / "seeing-desk.png")
    page.set_viewport_size({"width": 390, "height": 844})
    page.screenshot(path=SCREENS / "seeing-phone.png")
    page.get_by_role("button", name="Back to your own desk").click()
    expect(page.get_by_text("You see the desk as")).to_have_count(0)


def test_a_form_sent_without_a_line_keeps_what_was_typed(desk: Callable[[str], Page]) -> None:
    page = desk("/settings/of/papers")
    city, save = page.get_by_label("City"), page.get_by_role("button", name="Save")
    city.fill("Hamburg")
    page.context.set_offline(True)
    save.click()
    expect(page.locator(".toast[data-tone=bad]")).to_contain_text("did not answer")
    expect(city).to_have_value("Hamburg")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog", name="Find or do")).to_be_visible()
    page.keyboard.press("Escape")
    page.context.set_offline(False)
    save.click()
    expect(page.get_by_text("1 setting is kept.")).to_be_visible()
    expect(city).to_have_value("Hamburg")
