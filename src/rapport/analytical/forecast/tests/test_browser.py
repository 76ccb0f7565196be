"""The page of what is expected, as a browser shows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from tests.browser import check_accessible, look
from tests.house import Shop

from rapport.analytical.forecast.operations.learning import learn_forecasts
from rapport.analytical.forecast.tests.sources import GivenDemand, GivenProducts, draw_demand

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases="__all__")]


def test_what_is_expected_is_seen(
    shop: Shop, demand: GivenDemand, products: GivenProducts, desk: Callable[[str], Page]
) -> None:
    tea = UUID(int=7)
    products.rows = {tea: None}
    demand.rows[shop.tenant_id] = draw_demand(200, product=tea)
    learn_forecasts(actor=shop.actor)
    look(desk("/forecast/products"), "forecast-products")
    page = desk("/forecast")
    check_accessible(page)
    look(page, "forecast", whole=True)
