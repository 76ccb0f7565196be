"""The page of what is expected, as a browser shows it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from django.utils import timezone
from tests.browser import check_accessible, look
from tests.house import Shop

from rapport.analytical.forecast.operations.learning import learn_forecasts
from rapport.analytical.forecast.tests.sources import GivenDemand, GivenProducts, draw_demand
from rapport.kernel.work.api import work_as_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases="__all__")]


def test_what_is_expected_is_seen(
    shop: Shop, demand: GivenDemand, products: GivenProducts, desk: Callable[[str], Page]
) -> None:
    tea = UUID(int=7)
    products.rows = {tea: None}
    rows = draw_demand(200, product=tea)
    before = timezone.now() - timedelta(days=10)
    demand.rows[shop.tenant_id] = [row for row in rows if row[1].date() < before.date()]
    with work_as_of(before):
        learn_forecasts(actor=shop.actor)
    rush = [(*row[:4], row[4] * (20 if row[1].date() >= before.date() else 1)) for row in rows]
    demand.rows[shop.tenant_id] = rush
    learn_forecasts(actor=shop.actor)
    look(desk("/forecast/products"), "forecast-products", alone=True)
    page = desk("/forecast")
    check_accessible(page)
    look(page, "forecast", whole=True, alone=True)
