"""The data dictionary as a browser shows it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from tests.browser import check_accessible, look
from tests.house import Shop

from rapport.analytical.warehouse.operations.telling import MODEL, VERSION
from rapport.analytical.warehouse.tests.builds import build, reckon
from rapport.customers.party.api import InsightDraft, record_insights
from rapport.customers.party.tests.people import enter
from rapport.kernel.tenancy.api import as_tenant

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases="__all__")]


def test_the_dictionary_with_builds(shop: Shop, desk: Callable[[str], Page]) -> None:
    build(shop, "published")
    about = "What customers spent in a currency is what their orders sum up to, to the cent."
    build(shop, "blocked", [{"test": "sums", "about": about, "rows": 3, "sample": "{'currency': EUR}"}])
    page = desk("/marts")
    check_accessible(page)
    look(page, "marts", whole=True, alone=True)


def test_the_comparison_with_the_source(shop: Shop, desk: Callable[[str], Page]) -> None:
    failure = {"test": "orders_ledger", "about": "Sums differ.", "rows": 3, "sample": "…", "of": ["orders"]}
    build(shop, "partly", [failure])
    for month in range(1, 5):
        reckon(shop, date(2026, month, 1), 4_711_00, 4_711_00)
    reckon(shop, date(2025, 12, 1), 12_345, 12_300)
    page = desk("/marts/reckoning")
    check_accessible(page)
    look(page, "marts-reckoning", whole=True, alone=True)


def test_the_card_of_habits(shop: Shop, desk: Callable[[str], Page]) -> None:
    ada = enter(shop)
    drafts = [
        InsightDraft(
            ada.id, "browsing", 3.0, "", "", ({"text": "3 visits on 2 days: 7 looks at products."},)
        ),
        InsightDraft(ada.id, "interest", 4.0, "TEA-GREEN-100", "", ({"text": "Looked at 4 times."},)),
        InsightDraft(ada.id, "favourite", 2.0, "MUG", "", ({"text": "Bought in 2 of 3 orders."},)),
    ]
    with as_tenant(shop.tenant_id):
        record_insights(drafts, model=MODEL, model_version=VERSION, as_of=timezone.now(), actor=shop.actor)
    page = desk(f"/customers/{ada.id}")
    page.get_by_text("Looked at 4 times.").wait_for()
    check_accessible(page)
    look(page, "customer-habits", whole=True, alone=True)
