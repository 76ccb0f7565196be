"""Products are entered and changed, one by one and by the thousand."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.house import Shop

from rapport.kernel.audit.api import list_changes
from rapport.kernel.errors import Conflict, Forbidden, Invalid, Missing
from rapport.kernel.identity.api import Actor
from rapport.kernel.tenancy.api import as_tenant
from rapport.kernel.work.api import unit_of_work
from rapport.operational.products.contracts import ProductRow
from rapport.operational.products.models import Product
from rapport.operational.products.operations import (
    change_category,
    create_category,
    create_product,
    ensure_products,
    update_product,
    upsert_products,
)
from rapport.operational.products.queries import list_products, search_products

TEA = {"sku": "T-1", "name": "Green  Tea", "unit_price": Decimal("4.5")}


class TestCreateProduct:
    def test_takes_the_shops_currency(self, shop: Shop) -> None:
        product = create_product(TEA, actor=shop.actor)
        assert (product.currency, product.name_key, product.version) == ("EUR", "green tea", 1)

    def test_keeps_history(self, shop: Shop) -> None:
        product = create_product(TEA, actor=shop.actor)
        update_product(product.id, {"stage": "growth"}, actor=shop.actor)
        with as_tenant(shop.tenant_id):
            changes = list_changes(subject_id=product.id)
        assert changes[0].fields["stage"] == ("mature", "growth")

    def test_refuses_a_sku_twice(self, shop: Shop) -> None:
        create_product(TEA, actor=shop.actor)
        with pytest.raises(Conflict, match="SKU"):
            create_product(TEA, actor=shop.actor)

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            *(("sku", ""), ("name", " "), ("sku", "x" * 101), ("stage", "dead"), ("currency", "XYZ")),
            *(("unit_price", Decimal("-1")), ("unit_price", Decimal("NaN")), ("cost", Decimal(10) ** 15)),
            *(("name", "a\x00b"), ("tenant_id", "x"), ("unit_price", None)),
        ],
    )
    def test_names_what_is_wrong(self, shop: Shop, field: str, value: object) -> None:
        with pytest.raises(Invalid) as refused:
            create_product({**TEA, field: value}, actor=shop.actor)
        assert list(refused.value.fields) == [field]

    def test_refuses_who_may_not(self, shop: Shop) -> None:
        nobody = Actor(shop.tenant_id, "member", shop.actor.id, "Nobody")
        with pytest.raises(Forbidden):
            create_product(TEA, actor=nobody)


class TestUpdateProduct:
    def test_writes_nothing_when_nothing_changes(self, shop: Shop) -> None:
        product = create_product(TEA, actor=shop.actor)
        assert update_product(product.id, {"name": TEA["name"]}, actor=shop.actor).version == 1

    def test_refuses_a_stale_version(self, shop: Shop) -> None:
        product = create_product(TEA, actor=shop.actor)
        update_product(product.id, {"name": "Black Tea"}, actor=shop.actor, version=1)
        with pytest.raises(Conflict, match="meanwhile"):
            update_product(product.id, {"name": "Red Tea"}, actor=shop.actor, version=1)

    def test_answers_a_stranger_as_if_there_were_none(self, shop: Shop, other_shop: Shop) -> None:
        product = create_product(TEA, actor=shop.actor)
        with pytest.raises(Missing):
            update_product(product.id, {"name": "Mine"}, actor=other_shop.actor)


class TestCategories:
    def test_refuses_a_ring(self, shop: Shop) -> None:
        top = create_category("Tea", "tea", actor=shop.actor)
        below = create_category("Green", "green", parent_id=top.id, actor=shop.actor)
        with pytest.raises(Invalid):
            change_category(top.id, {"parent_id": below.id}, actor=shop.actor)

    def test_refuses_a_strangers_parent(self, shop: Shop, other_shop: Shop) -> None:
        theirs = create_category("Tea", "tea", actor=other_shop.actor)
        with pytest.raises(Invalid):
            create_category("Green", "green", parent_id=theirs.id, actor=shop.actor)


class TestUpsertProducts:
    def test_answers_each_row(self, shop: Shop) -> None:
        create_product(TEA, actor=shop.actor)
        rows = [
            ProductRow("T-1", {"unit_price": Decimal(5)}),
            ProductRow("T-1", {"unit_price": Decimal(5)}),
            ProductRow("T-2", {"name": "Oolong"}),
            ProductRow("T-3", {}),
            ProductRow("T-4", {"name": "Bad", "currency": "nope"}),
        ]
        answers = upsert_products(list(enumerate(rows)), "upsert", actor=shop.actor)
        assert [answer.outcome for answer in answers] == ["updated", "unchanged", "created", None, None]
        with as_tenant(shop.tenant_id):
            assert Product.objects.get(sku="T-1").unit_price == 5
            assert Product.objects.get(sku="T-1").version == 2
            assert Product.objects.count() == 2

    def test_minds_the_mode(self, shop: Shop) -> None:
        create_product(TEA, actor=shop.actor)
        rows = list(enumerate([ProductRow("T-1", {"name": "x"}), ProductRow("T-2", {"name": "y"})]))
        assert [a.code for a in upsert_products(rows, "create", actor=shop.actor)] == ["sku-taken", ""]
        rows = list(enumerate([ProductRow("T-1", {"name": "x"}), ProductRow("T-9", {"name": "y"})]))
        assert [a.code for a in upsert_products(rows, "update", actor=shop.actor)] == ["", "missing"]

    def test_asks_as_often_for_thousands_as_for_one(self, shop: Shop) -> None:
        rows = [(i, ProductRow(f"P-{i}", {"name": f"Product {i}"})) for i in range(3000)]
        with as_tenant(shop.tenant_id), CaptureQueriesContext(connection) as asked:
            upsert_products(rows, "upsert", actor=shop.actor)
        assert len(asked) < 20


class TestEnsureProducts:
    def test_enters_only_the_unknown(self, shop: Shop) -> None:
        known = create_product(TEA, actor=shop.actor)
        with unit_of_work(shop.actor) as work:
            ids = ensure_products({"T-1": {"name": "Other"}, "T-7": {"name": ""}}, work=work)
        assert ids["T-1"] == known.id
        with as_tenant(shop.tenant_id):
            assert Product.objects.get(sku="T-1").name == TEA["name"]
            assert Product.objects.get(id=ids["T-7"]).name == "T-7"


class TestSearchProducts:
    def test_finds_by_sku_and_by_name(self, shop: Shop) -> None:
        create_product(TEA, actor=shop.actor)
        create_product({"sku": "龙-1", "name": "龙井茶 Longjing"}, actor=shop.actor)
        with as_tenant(shop.tenant_id):
            rows = list_products(shop.actor)
            assert [p.sku for p in search_products(rows, "T-")] == ["T-1"]
            assert [p.sku for p in search_products(rows, "GREEN tea")] == ["T-1"]
            assert [p.sku for p in search_products(rows, "井茶")] == ["龙-1"]
