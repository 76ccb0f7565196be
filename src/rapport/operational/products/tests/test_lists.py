"""The list of products: walked, narrowed, kept as a view, changed by the hundred, given out as a file."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.house import Shop
from tests.plans import find_sorted, gather_statistics

from rapport.customers.party.tests.facts import facts_of
from rapport.kernel.bulk import api as bulk
from rapport.kernel.errors import Invalid
from rapport.kernel.identity import api as identity
from rapport.kernel.identity.api import FieldRule, Grant
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.products.contracts import ProductRow
from rapport.operational.products.models import Category, Product
from rapport.operational.products.operations import create_category, create_product, upsert_products
from rapport.operational.products.queries import list_products
from rapport.operational.products.queries.lists import ORDERS

CROWD = """
insert into product (id, sku, name, name_key, currency)
select md5(%s || n)::uuid, 'P-' || n, 'Product ' || n, 'product ' || n, 'EUR' from generate_series(1, 20000) n
"""


def enter(shop: Shop, count: int, **values: Any) -> None:
    rows = [ProductRow(f"P-{n:02}", {"name": f"Product {n:02}", **values}) for n in range(count)]
    upsert_products(list(enumerate(rows)), "create", actor=shop.actor)


@pytest.fixture
def tea(shop: Shop) -> Category:
    """A shelf with five of sixty products on it."""
    shelf = create_category("Tea", "tea", actor=shop.actor)
    enter(shop, 60)
    enter_again = [ProductRow(f"P-{n:02}", {"category_id": shelf.id}) for n in range(5)]
    upsert_products(list(enumerate(enter_again)), "update", actor=shop.actor)
    return shelf


def run(shop: Shop, **values: str) -> bulk.RunLine:
    """Change every product."""
    with as_tenant(shop.tenant_id):
        return bulk.start_run("product", "edit", list_products(shop.actor), values, actor=shop.actor)


class TestList:
    def test_searches_filters_sorts(self, tea: Category, signed_in: Client) -> None:
        cheap = {"filter": "category:is:nobody"}
        for query, found in (
            ("", 50),
            (f"category={tea.id}", 5),
            ("q=product 07", 1),
            ("q=P-1", 10),
            ("active=no", 0),
            ("stage=mature&sort=-sku", 50),
            ("sort=-created&cols=name,created,cost", 50),
            (urlencode({"filter": "name:starts_with:Product 07;stage:is:mature"}), 1),
        ):
            text = signed_in.get(f"/products?{query}").content.decode()
            assert text.count("<tr data-id") == found, query
        assert signed_in.get(f"/products?{urlencode(cheap)}").status_code in (400, 422)

    def test_is_walked_by_key_in_every_order(self, tea: Category, signed_in: Client) -> None:
        for sort in ("name", "-name", "sku", "-sku", "created", "-created"):
            first = signed_in.get(f"/products?sort={sort}").content.decode()
            after = first.split("after=")[1].split('"')[0]
            rest = signed_in.get(f"/products?sort={sort}&after={after}").content.decode()
            ids = {row.split('"')[0] for page in (first, rest) for row in page.split('<tr data-id="')[1:]}
            assert (rest.count("<tr data-id"), len(ids)) == (10, 60), sort

    def test_each_sort_walks_an_index(self, shop: Shop) -> None:
        with as_tenant(shop.tenant_id), connection.cursor() as cursor:
            cursor.execute(CROWD, [shop.slug])
        gather_statistics("product")
        with as_tenant(shop.tenant_id):
            assert find_sorted(list_products(shop.actor), ORDERS) == {}

    def test_asks_as_often_for_fifty_as_for_one(self, shop: Shop, signed_in: Client) -> None:
        def ask() -> int:
            with CaptureQueriesContext(connection) as asked:
                signed_in.get("/products")
            return len(asked)

        create_product({"sku": "A", "name": "A"}, actor=shop.actor)
        ask()
        one = ask()
        enter(shop, 60)
        assert ask() == one
        assert one <= 18

    def test_keeps_a_view(self, tea: Category, signed_in: Client) -> None:
        kept = signed_in.post(
            f"/lists/product/views?{urlencode({'query': f'category={tea.id}'})}",
            {"name": "Teas", "shared": "own"},
        )
        assert signed_in.get(kept.headers["Location"]).content.decode().count("<tr data-id") == 5

    def test_hides_what_a_role_hides(self, shop: Shop, tea: Category, client_of: Any) -> None:
        role = identity.create_role("Shelf clerk", actor=shop.actor)
        identity.set_grants(role.id, [Grant("view", "product")], actor=shop.actor)
        identity.set_field_rules(role.id, [FieldRule("product", "cost", "hidden")], actor=shop.actor)
        person = identity.create_person(f"clerk@{shop.slug}.example", "Cle Rk")
        careful = client_of(identity.add_member(shop.tenant_id, person, [role.code]))
        text = careful.get("/products?cols=name,cost").content.decode()
        assert text.count("<tr data-id") == 50
        assert 'data-column="cost"' not in text
        assert "data-bulk" not in text
        assert careful.get("/products?filter=cost:above:1").status_code == 422


class TestMany:
    def test_a_field_is_set_told_and_put_back(self, shop: Shop, tea: Category) -> None:
        for field, value, wanted in (
            ("stage", "retired", {"retired"}),
            ("active", "no", {False}),
            ("category_id", str(tea.id), {tea.id}),
            ("category_id", "", {None}),
        ):
            with as_tenant(shop.tenant_id):
                before = dict(Product.objects.values_list("id", field))
            line = run(shop, field=field, **{field: value})
            assert (line.state, line.done, line.refused) == ("done", 60, 0)
            with as_tenant(shop.tenant_id):
                assert set(Product.objects.values_list(field, flat=True)) == wanted
                bulk.undo_run(line.id, actor=shop.actor)
                assert dict(Product.objects.values_list("id", field)) == before
        stages = [fact["stage"] for fact in facts_of(shop.tenant_id, "product.updated.v1")]
        assert stages.count("retired") == 60

    def test_nonsense_is_refused(self, shop: Shop, tea: Category) -> None:
        for values in (
            {"field": "sku", "sku": "x"},
            {"field": "stage", "stage": "boss"},
            {"field": "active", "active": "perhaps"},
            {"field": "category_id", "category_id": "nobody"},
            {"field": "category_id", "category_id": str(shop.tenant_id)},
        ):
            with pytest.raises(Invalid):
                run(shop, **values)

    def test_the_rows_selected_change(self, shop: Shop, tea: Category, signed_in: Client) -> None:
        with as_tenant(shop.tenant_id):
            ids = [str(one) for one in Product.objects.values_list("id", flat=True)[:3]]
        done = signed_in.post("/lists/product/many/edit?field=stage", {"ids": ids, "stage": "launch"})
        assert done.status_code == 302
        with as_tenant(shop.tenant_id):
            assert Product.objects.filter(stage="launch").count() == 3


class TestFile:
    def test_holds_what_the_list_shows(self, shop: Shop, tea: Category, signed_in: Client) -> None:
        page = signed_in.get(f"/products?category={tea.id}").content.decode()
        assert f"/exports/products.csv?category={tea.id}" in page
        narrowed = b"".join(signed_in.get(f"/exports/products.csv?category={tea.id}&sort=-name")).decode()
        assert narrowed.count("Product 0") == 5
        assert "Tea,tea" in narrowed
        with as_tenant(shop.tenant_id):
            ids = [str(one) for one in Product.objects.values_list("id", flat=True)[:2]]
        assert b"".join(signed_in.post("/exports/products.jsonl", {"ids": ids})).count(b"\n") == 2
        all_of_them = {"all": "1", "query": "/products?q=product+07&active=yes", "form": "csv"}
        assert b"".join(signed_in.post("/exports/products", all_of_them)).count(b"Product ") == 1
        assert signed_in.get("/exports/products.csv?mood=good").status_code in (400, 422)
