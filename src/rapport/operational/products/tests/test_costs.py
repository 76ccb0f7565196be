"""What products cost, from which day on: kept, corrected, refused, and borne by the product."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from tests.house import ApiCaller, Shop

from rapport.kernel.errors import Invalid
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.products import operations, queries
from rapport.operational.products.api import (
    CostRow,
    ProductRow,
    create_product,
    update_product,
    upsert_products,
)
from rapport.operational.products.models import Product
from rapport.operational.products.operations.noting_costs import today


def _tea(shop: Shop, cost: str | None = "3") -> Product:
    values = {"sku": "T-1", "name": "Tea", "unit_price": Decimal(10)}
    return create_product({**values, "cost": None if cost is None else Decimal(cost)}, actor=shop.actor)


def _history(shop: Shop, product: Product) -> list[tuple[date, Decimal | None]]:
    with as_tenant(shop.tenant_id):
        return [(line.since, line.cost) for line in queries.list_costs(product.id, shop.actor)]


def _cost_on(shop: Shop, product: Product, day: str, quantity: str = "1") -> int | None:
    with as_tenant(shop.tenant_id), connection.cursor() as cursor:
        cursor.execute(
            "select product_cost_minor(%s, %s::numeric, %s::timestamptz, 'EUR')",
            [product.id, quantity, f"{day} 12:00+00"],
        )
        row = cursor.fetchone()
        return None if row is None else row[0]


def test_whoever_changes_the_cost_leaves_a_history(shop: Shop) -> None:
    product = _tea(shop)
    ((since, cost),) = _history(shop, product)
    assert cost == 3
    update_product(product.id, {"name": "Better tea"}, actor=shop.actor)
    assert len(_history(shop, product)) == 1
    update_product(product.id, {"cost": Decimal(4)}, actor=shop.actor)
    assert _history(shop, product) == [(since, Decimal(4))]
    upsert_products([(0, ProductRow("T-1", {"cost": None}))], "upsert", actor=shop.actor)
    assert _history(shop, product) == [(since, None)]


def test_a_product_of_unknown_cost_has_none(shop: Shop) -> None:
    product = _tea(shop, None)
    assert _history(shop, product) == []
    assert _cost_on(shop, product, "2026-01-01") is None


def test_an_older_day_is_told_and_the_newest_is_borne(shop: Shop) -> None:
    product = _tea(shop)
    for day, cost in (("2020-01-01", "1.005"), ("2021-01-01", "2")):
        operations.set_cost(
            product.id, CostRow("T-1", Decimal(cost), date.fromisoformat(day)), actor=shop.actor
        )
    with as_tenant(shop.tenant_id):
        assert Product.objects.get(id=product.id).cost == 3
    costs = {day: _cost_on(shop, product, day) for day in ("2019-05-01", "2020-06-01", "2021-01-01")}
    assert costs == {"2019-05-01": 100, "2020-06-01": 100, "2021-01-01": 200}
    assert _cost_on(shop, product, "2020-06-01", "3") == 302
    assert _cost_on(shop, product, "2020-06-01", "-1") == -100


def test_days_to_come_and_odd_amounts_are_refused_row_by_row(shop: Shop) -> None:
    product = _tea(shop)
    tomorrow = today(timezone.now()) + timedelta(days=1)
    rows = [
        (0, CostRow("T-1", Decimal(5), date(2022, 1, 1))),
        (1, CostRow("T-9", Decimal(5))),
        (2, CostRow("T-1", Decimal(-5))),
        (3, CostRow("T-1", Decimal(5), tomorrow)),
    ]
    answers = operations.set_costs(rows, actor=shop.actor)
    assert [one.code for one in answers] == ["", "missing", "invalid", "invalid"]
    assert list(answers[3].fields) == ["since"]
    assert _history(shop, product)[-1] == (date(2022, 1, 1), Decimal(5))
    with pytest.raises(Invalid):
        operations.set_cost(product.id, CostRow("T-1", Decimal("NaN")), actor=shop.actor)


def test_the_page_and_programs_set_it(shop: Shop, signed_in: Client, api: ApiCaller) -> None:
    product = _tea(shop)
    page = signed_in.get(f"/products/{product.id}").content.decode()
    assert "margin 70" in page
    assert "Cost over time" in page
    signed_in.post(f"/products/{product.id}/costs", {"cost": "2.5", "since": "2024-01-01"})
    signed_in.post(f"/products/{product.id}/fact/cost", {"value": "6"})
    answer = api.post(f"/products/{product.id}/costs", {"cost": "2", "since": "2023-01-01"}).json()
    assert [row["cost"] for row in answer["items"]] == ["6.000000", "2.500000", "2.000000"]
    assert answer == api.get(f"/products/{product.id}/costs").json()
    assert 'data-column="margin"' in signed_in.get("/products?cols=name,margin").content.decode()
    assert api.post(f"/products/{product.id}/costs", {"cost": "2", "since": "2999-01-01"}).status_code == 422
