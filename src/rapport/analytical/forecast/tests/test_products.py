"""Products below categories in the database: they add up, are listed, and stand on their product's page."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from tests.house import ApiCaller, Shop

from rapport.analytical.forecast import api as forecast
from rapport.analytical.forecast.contracts import Measure, Tier
from rapport.analytical.forecast.models import ForecastPoint, ForecastSeries
from rapport.analytical.forecast.operations.learning import learn_forecasts
from rapport.analytical.forecast.tests.sources import GivenDemand, GivenProducts, Line, draw_demand
from rapport.kernel.tenancy.api import as_tenant

GREEN, BLACK, RARE, SHELF = (UUID(int=number) for number in (1, 2, 3, 9))


@pytest.fixture
def sold(shop: Shop, demand: GivenDemand, products: GivenProducts) -> list[Line]:
    """Two products that sell, one that hardly does, and postage that is no product."""
    products.rows = {GREEN: SHELF, BLACK: SHELF, RARE: None}
    rows = [
        *draw_demand(200, product=GREEN),
        *draw_demand(200, seed=6, product=BLACK),
        *draw_demand(10, seed=7, ended=60, product=RARE),
        *draw_demand(200, seed=8),
    ]
    demand.rows[shop.tenant_id] = rows
    learn_forecasts(actor=shop.actor)
    return rows


def _sums(shop: Shop, measure: Measure, *tiers: Tier) -> list[float]:
    """Return what is said of the four weeks, over all series of these tiers."""
    with as_tenant(shop.tenant_id):
        ids = ForecastSeries.objects.filter(measure=str(measure), tier__in=[str(tier) for tier in tiers])
        points = ForecastPoint.objects.filter(series_id__in=ids.values("id"), actual=None)
        days = sorted(set(points.values_list("day", flat=True)))
        return [sum(points.filter(day=day).values_list("point", flat=True)) for day in days]


def test_products_and_the_rest_add_up_to_categories_to_the_penny(shop: Shop, sold: list[Line]) -> None:
    parts = _sums(shop, Measure.REVENUE, Tier.PRODUCT, Tier.REST)
    wholes = _sums(shop, Measure.REVENUE, Tier.CATEGORY)
    assert len(parts) == 4
    assert parts == pytest.approx(wholes, abs=1)
    assert all(value == round(value) for value in parts)


def test_what_hardly_sells_is_part_of_its_category_only(shop: Shop, sold: list[Line]) -> None:
    with as_tenant(shop.tenant_id):
        listed = forecast.list_series(shop.actor, Measure.UNITS, Tier.PRODUCT)
    assert {one.subject for one in listed} == {str(GREEN), str(BLACK)}


def test_products_are_listed_by_what_is_expected(
    sold: list[Line], signed_in: Client, api: ApiCaller, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(20):
        page = signed_in.get("/forecast/products").content.decode()
    assert page.count("<tr data-id") == 2
    assert "Tea 1" in page
    listed = api.get("/forecasts?measure=units&tier=product").json()["items"]
    one = api.get(f"/forecasts/units?tier=product&subject={listed[0]['subject']}").json()
    assert (one["grain"], len(one["ahead"])) == ("week", 4)
