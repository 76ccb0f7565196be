"""The tables stand behind the wall."""

import pytest
from django.db import IntegrityError
from tests.house import Shop

from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.products.models import Category, Product


class TestWalls:
    def test_shows_a_stranger_nothing(self, shop: Shop, other_shop: Shop) -> None:
        with as_tenant(shop.tenant_id):
            Product.objects.create(sku="T-1", name="Tea", name_key="tea", currency="EUR")
        with as_tenant(other_shop.tenant_id):
            assert not Product.objects.exists()

    def test_lets_two_shops_use_one_sku(self, shop: Shop, other_shop: Shop) -> None:
        for each in (shop, other_shop):
            with as_tenant(each.tenant_id):
                Product.objects.create(sku="T-1", name="Tea", name_key="tea", currency="EUR")

    def test_refuses_a_sku_twice(self, shop: Shop) -> None:
        with pytest.raises(IntegrityError, match="product_sku"), as_tenant(shop.tenant_id):
            for _ in range(2):
                Product.objects.create(sku="T-1", name="Tea", name_key="tea", currency="EUR")

    def test_refuses_a_strangers_category(self, shop: Shop, other_shop: Shop) -> None:
        with as_tenant(other_shop.tenant_id):
            theirs = Category.objects.create(name="Tea", code="tea")
        with pytest.raises(IntegrityError, match="product_category_id"), as_tenant(shop.tenant_id):
            Product.objects.create(sku="T-1", name="Tea", currency="EUR", category_id=theirs.id)
