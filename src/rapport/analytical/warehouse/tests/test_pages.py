"""The data dictionary: complete, traced, in few queries, for who may see it."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from tests.house import Shop

from rapport.analytical.warehouse.queries.catalogue import list_models
from rapport.analytical.warehouse.tests.builds import build
from rapport.kernel.identity import api as identity


def test_every_column_of_every_model_is_explained(
    shop: Shop, signed_in: Client, django_assert_max_num_queries: Any
) -> None:
    build(shop, "published")
    with django_assert_max_num_queries(20):
        page = signed_in.get("/marts")
    text = page.content.decode()
    assert page.status_code == 200
    for model in list_models():
        assert all(f"<code>{column.name}</code>" in text for column in model.columns)
    assert "orders.bought_minor" in text
    assert "published" in text
    assert 'style="' not in text


def test_tools_of_ones_own_are_told_every_address(signed_in: Client) -> None:
    text = signed_in.get("/marts/tools").content.decode()
    assert all(f"/api/v1/marts/tables/{name}</code>" in text for name in ("customers", "sales_days"))
    assert "/api/v1/marts/query" in text
    assert "Csv.Document" in text


def test_what_blocked_a_build_is_said(shop: Shop, signed_in: Client) -> None:
    failure = {"test": "sums", "about": "Sums differ.", "rows": 3, "sample": "{'currency': EUR}"}
    build(shop, "blocked", [failure])
    text = signed_in.get("/marts").content.decode()
    assert "blocked" in text
    assert "Sums differ. (3)" in text


def test_a_strangers_builds_are_not_shown(shop: Shop, other_shop: Shop, signed_in: Client) -> None:
    build(other_shop, "blocked")
    assert "Nothing has been built yet" in signed_in.get("/marts").content.decode()


def test_clerks_see_no_marts(shop: Shop, client_of: Callable[[Any], Client]) -> None:
    person = identity.create_person(f"cleo@{shop.slug}.example", "Cleo Clerk", "correct horse battery")
    clerk = identity.add_member(shop.tenant_id, person, ["clerk"])
    assert client_of(clerk).get("/marts").status_code in (403, 404)
