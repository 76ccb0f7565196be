"""Administration in a real browser: looked at in both themes and languages, free of breaches of WCAG."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from tests.browser import check_accessible, look
from tests.house import Shop

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
        for name, path in {
            "settings": "/settings/",
            "settings-business": "/settings/of/business",
            "settings-papers": "/settings/of/papers",
            "settings-arrival": "/settings/of/arrival",
            "settings-found": "/settings/?q=currency",
            "settings-rates": "/settings/rates",
            "settings-usage": "/settings/usage",
            "account-devices": "/account/devices/",
            "account-address": "/account/email/",
        }.items():
            page = desk(path)
            check_accessible(page)
            look(page, name)

    def test_a_refusal_is_read_beside_its_field(self, desk: Callable[[str], Page]) -> None:
        page = desk("/settings/of/papers")
        page.get_by_label("E-mail").fill("nobody")
        page.get_by_role("button", name="Save").click()
        error = page.locator(".field.wrong .error")
        error.wait_for()
        assert "This is no e-mail address." in error.inner_text()
        check_accessible(page)
