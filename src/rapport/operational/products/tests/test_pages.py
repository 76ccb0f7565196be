"""The pages of products."""

from decimal import Decimal

from django.test import Client
from tests.house import Shop

from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.products.models import Category, Product
from rapport.operational.products.operations import create_product

FORM = {
    "name": "Green <Tea>",
    "sku": "T-1",
    "stage": "growth",
    "unit_price": "4.50",
    "currency": "eur",
    "active": "on",
}


class TestProduct:
    def test_is_entered_shown_changed(self, shop: Shop, signed_in: Client) -> None:
        assert signed_in.get("/products/new").status_code == 200
        made = signed_in.post("/products/new", FORM)
        assert made.status_code == 302, made.content.decode()
        text = signed_in.get(made["Location"]).content.decode()
        assert "Green &lt;Tea&gt;" in text
        edit = f"{made['Location']}/edit"
        assert 'value="4.5"' in signed_in.get(edit).content.decode()
        assert signed_in.post(edit, {**FORM, "unit_price": "5"}).status_code == 302
        with as_tenant(shop.tenant_id):
            product = Product.objects.get()
        assert (product.unit_price, product.version, product.currency) == (Decimal(5), 2, "EUR")

    def test_shows_what_is_wrong(self, shop: Shop, signed_in: Client) -> None:
        create_product({"sku": "T-1", "name": "Tea"}, actor=shop.actor)
        for change in ({}, {"currency": "??"}, {"unit_price": "-1"}, {"name": ""}, {"category_id": "x"}):
            assert signed_in.post("/products/new", {**FORM, **change}).status_code == 422, change

    def test_answers_a_stranger_as_if_there_were_none(self, other_shop: Shop, signed_in: Client) -> None:
        theirs = create_product({"sku": "T-1", "name": "Tea"}, actor=other_shop.actor)
        assert signed_in.get(f"/products/{theirs.id}").status_code == 404
        assert signed_in.post(f"/products/{theirs.id}/edit", FORM).status_code == 404


class TestCategories:
    def test_stand_in_a_tree(self, shop: Shop, signed_in: Client) -> None:
        assert signed_in.post("/products/categories/new", {"name": "Tea", "code": "tea"}).status_code == 302
        with as_tenant(shop.tenant_id):
            tea = Category.objects.get()
        form = {"name": "Green", "code": "green", "parent_id": str(tea.id)}
        assert signed_in.post("/products/categories/new", form).status_code == 302
        text = signed_in.get("/products/categories").content.decode()
        assert text.index("Tea") < text.index("Green")
        taken = signed_in.post("/products/categories/new", form)
        assert taken.status_code == 422
        url = f"/products/categories/{tea.id}"
        assert signed_in.post(url, {"name": "Teas", "code": "tea"}).status_code == 302
