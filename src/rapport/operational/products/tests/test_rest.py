"""Programs read and write products."""

from decimal import Decimal

import pytest
from tests.house import ApiCaller, Shop

from rapport.kernel.errors import Forbidden
from rapport.kernel.identity.api import Actor, FieldRule
from rapport.operational.products.contracts import ProductRow
from rapport.operational.products.http.rest import write_product
from rapport.operational.products.operations import create_product, update_product, upsert_products

TEA = {"sku": "T-1", "name": "Tea", "unit_price": "4.50"}


class TestProducts:
    def test_creates_reads_changes(self, api: ApiCaller) -> None:
        made = api.post("/products", TEA)
        assert made.status_code == 201, made.content
        url = f"/products/{made.json()['id']}"
        assert api.get(url).json()["currency"] == "EUR"
        changed = api.patch(url, {"stage": "growth"}, If_Match=made["ETag"])
        assert changed.json()["stage"] == "growth"
        assert api.patch(url, {"stage": "mature"}, If_Match=made["ETag"]).status_code == 412

    def test_refuses_what_is_wrong(self, api: ApiCaller) -> None:
        api.post("/products", TEA)
        assert api.post("/products", TEA).status_code == 409
        assert api.post("/products", {**TEA, "sku": "x", "unit_price": -1}).status_code == 422
        assert api.post("/products", {**TEA, "sku": "x", "tenant_id": "1"}).status_code == 422
        wrong = api.post("/products", {**TEA, "sku": "x", "currency": "ZZZ"})
        assert "currency" in wrong.json()["fields"]

    def test_lists_in_pages(self, api: ApiCaller) -> None:
        rows = [{"sku": f"P-{i:02}", "name": f"Product {i:02}"} for i in range(7)]
        assert api.post("/products/bulk", {"mode": "upsert", "rows": rows}).json()["created"] == 7
        seen, after = [], ""
        while after is not None:
            page = api.get(f"/products?sort=-name&limit=3{after and '&cursor=' + after}").json()
            seen += [row["sku"] for row in page["items"]]
            after = page["next"]
        assert seen == [f"P-{i:02}" for i in reversed(range(7))]
        assert [r["sku"] for r in api.get("/products?q=product%2003").json()["items"]] == ["P-03"]
        assert api.get("/products?sort=cost").status_code == 422

    def test_answers_each_row_of_many(self, api: ApiCaller) -> None:
        api.post("/products", TEA)
        rows = [
            {"sku": "T-1", "unit_price": "5"},
            {"sku": "T-2", "name": "New"},
            {"name": "No SKU"},
            {"sku": "T-3"},
        ]
        answer = api.post("/products/bulk", {"mode": "upsert", "rows": rows}).json()
        assert [row["outcome"] for row in answer["results"]] == ["updated", "created", "rejected", "rejected"]
        assert "name" in answer["results"][3]["fields"]

    def test_shows_a_stranger_nothing(self, api: ApiCaller, other_shop: Shop) -> None:
        theirs = create_product({"sku": "X", "name": "X"}, actor=other_shop.actor)
        assert api.get(f"/products/{theirs.id}").status_code == 404
        assert api.patch(f"/products/{theirs.id}", {"name": "Y"}).status_code == 404
        assert api.get("/products").json()["items"] == []


class TestCategories:
    def test_creates_reads_changes(self, api: ApiCaller) -> None:
        top = api.post("/categories", {"name": "Tea", "code": "tea"}).json()
        below = api.post("/categories", {"name": "Green", "code": "green", "parent_id": top["id"]})
        assert below.status_code == 201
        ring = api.patch(f"/categories/{top['id']}", {"parent_id": below.json()["id"]})
        assert (ring.status_code, ring.json()["code"]) == (409, "circle")
        assert [c["code"] for c in api.get("/categories").json()["items"]] == ["green", "tea"]


class TestHiddenFields:
    def test_hide_the_cost_and_refuse_to_write_it(self, shop: Shop) -> None:
        product = create_product({"sku": "T-1", "name": "Tea", "cost": Decimal(3)}, actor=shop.actor)
        blind = replace_rules(shop, FieldRule("product", "cost", "hidden"))
        assert write_product(product, shop.actor).cost == 3
        assert write_product(product, blind).cost is None
        with pytest.raises(Forbidden):
            update_product(product.id, {"cost": Decimal(1)}, actor=blind)
        with pytest.raises(Forbidden):
            create_product({"sku": "T-2", "name": "Tea", "cost": Decimal(1)}, actor=blind)
        with pytest.raises(Forbidden):
            upsert_products([(0, ProductRow("T-1", {"cost": Decimal(1)}))], "upsert", actor=blind)


def replace_rules(shop: Shop, *rules: FieldRule) -> Actor:
    """Return the administrator with some fields hidden."""
    return Actor(shop.tenant_id, "member", shop.actor.id, "Blind", shop.actor.grants, rules)
