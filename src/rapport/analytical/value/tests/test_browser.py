"""What lies ahead as a browser shows it: the page, the list, and a customer's card."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from tests.browser import check_accessible, look
from tests.house import Shop

from rapport.analytical.value import api
from rapport.analytical.value.operations.looking_ahead import look_ahead
from rapport.analytical.value.tests.customers import enter_customers
from rapport.analytical.value.tests.shops import draw_purchases_of
from rapport.analytical.value.tests.sources import GivenPurchases
from rapport.kernel.tenancy.api import as_tenant

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases="__all__")]


def test_what_lies_ahead_is_seen(shop: Shop, purchases: GivenPurchases, desk: Callable[[str], Page]) -> None:
    ids = enter_customers(shop, 400)
    purchases.rows[shop.tenant_id] = draw_purchases_of(ids)
    api.recount_worth(actor=shop.actor)
    look_ahead(actor=shop.actor)
    with as_tenant(shop.tenant_id):
        best = api.list_buyers(shop.actor, limit=1)
    page = desk("/worth/ahead")
    check_accessible(page)
    look(page, "worth-ahead", whole=True, alone=True)
    look(desk("/worth/customers?sort=-ahead_minor"), "worth-buyers", alone=True)
    look(desk(f"/customers/{best.rows[0].id}"), "worth-card", alone=True)
