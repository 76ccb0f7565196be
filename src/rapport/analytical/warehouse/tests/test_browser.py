"""The data dictionary as a browser shows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from tests.browser import check_accessible, look
from tests.house import Shop

from rapport.analytical.warehouse.tests.builds import build

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases="__all__")]


def test_the_dictionary_with_builds(shop: Shop, desk: Callable[[str], Page]) -> None:
    build(shop, "published")
    about = "What customers spent in a currency is what their orders sum up to, to the cent."
    build(shop, "blocked", [{"test": "sums", "about": about, "rows": 3, "sample": "{'currency': EUR}"}])
    page = desk("/marts")
    check_accessible(page)
    look(page, "marts", whole=True)
