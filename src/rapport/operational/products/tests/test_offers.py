"""What buyers find otherwise than before is told: cheaper, dearer, sold again, no more."""

from decimal import Decimal
from typing import Any

import pytest
from tests.house import Shop

from rapport.bigdata.ingest.tests.conftest import facts_of
from rapport.kernel.work.api import unit_of_work
from rapport.operational.products.api import ProductRow, create_product, update_product, upsert_products
from rapport.operational.products.operations.many import set_field
from rapport.operational.products.rules import is_cheaper

FACT = "product.offer_changed.v1"


def told(shop: Shop) -> list[tuple[Any, ...]]:
    """Return what was told, in order."""
    return [
        (one["sku"], one["price_before"], one["unit_price"], one["price_dropped"], one["sold_again"])
        for one in facts_of(shop, FACT)
    ]


@pytest.mark.django_db(transaction=True, databases="__all__")
def test_each_way_of_changing_a_product_tells_of_it_once(shop: Shop) -> None:
    tea = create_product({"sku": "T-1", "name": "Tea", "unit_price": Decimal(20)}, actor=shop.actor)
    update_product(tea.id, {"name": "Green tea"}, actor=shop.actor)
    assert told(shop) == []
    update_product(tea.id, {"unit_price": Decimal(15)}, actor=shop.actor)
    rows = [(0, ProductRow("T-1", {"unit_price": Decimal(18)})), (1, ProductRow("T-1", {"active": False}))]
    upsert_products(rows, "upsert", actor=shop.actor)
    with unit_of_work(shop.actor) as work:
        set_field([tea.id], {"field": "active", "value": True}, work)
    assert [(row[0], Decimal(row[1]), Decimal(row[2]), *row[3:]) for row in told(shop)] == [
        ("T-1", 20, 15, True, False),
        ("T-1", 15, 18, False, False),
        ("T-1", 18, 18, False, True),
    ]


@pytest.mark.parametrize(("price", "before", "so"), [("9.90", 10, True), ("9.91", 10, False), (0, 0, False)])
def test_cheaper_is_at_least_one_percent(price: str, before: int, *, so: bool) -> None:
    assert is_cheaper(Decimal(price), Decimal(before)) is so
