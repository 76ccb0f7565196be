"""Leaving as a browser shows it: the page, the list, and a customer's card."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from tests.browser import check_accessible, look
from tests.house import Shop

from rapport.analytical.churn import api
from rapport.analytical.churn.operations.contracts import take_contracts
from rapport.analytical.churn.operations.ending import learn_contracts
from rapport.analytical.churn.operations.learning import learn_churn
from rapport.analytical.churn.tests.contracts import draw_contracts
from rapport.analytical.churn.tests.shops import draw_leaving
from rapport.analytical.value.api import recount_worth
from rapport.analytical.value.api.learning import look_ahead
from rapport.analytical.value.tests.customers import enter_customers
from rapport.analytical.value.tests.sources import GivenPurchases
from rapport.kernel.tenancy.api import as_tenant

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases="__all__")]


def test_leaving_is_seen(shop: Shop, purchases: GivenPurchases, desk: Callable[[str], Page]) -> None:
    ids = enter_customers(shop, 500)
    purchases.rows[shop.tenant_id] = draw_leaving(ids)
    recount_worth(actor=shop.actor)
    look_ahead(actor=shop.actor)
    learn_churn(actor=shop.actor)
    with as_tenant(shop.tenant_id):
        first = api.list_risks(shop.actor, limit=1).rows[0]
    page = desk("/churn")
    check_accessible(page)
    look(page, "churn", whole=True, alone=True)
    look(desk("/churn/customers?risk=likely"), "churn-customers", alone=True)
    told = draw_contracts(ids * 3, timezone.now().date() - timedelta(days=1), seed=4)
    list(take_contracts(list(enumerate(told)), "upsert", actor=shop.actor))
    learn_contracts(actor=shop.actor)
    page = desk("/churn/contracts")
    check_accessible(page)
    look(page, "churn-contracts", whole=True, alone=True)
    page = desk("/churn/models")
    check_accessible(page)
    look(page, "churn-models", whole=True, alone=True)
    page = desk(f"/customers/{first.id}")
    page.get_by_text("How sure is that?").wait_for()
    look(page, "churn-card", alone=True)
