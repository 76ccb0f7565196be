"""The page of leaving, the list, the card and the programs' way, seen by those who may."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from tests.house import ApiCaller, Shop

from rapport.analytical.churn import api as churn
from rapport.analytical.churn.operations.learning import learn_churn
from rapport.analytical.churn.tests.shops import draw_leaving
from rapport.analytical.value.tests.customers import enter_customers
from rapport.analytical.value.tests.sources import GivenPurchases
from rapport.kernel.errors import Forbidden
from rapport.kernel.identity import api as identity
from rapport.kernel.tenancy.api import as_tenant


@pytest.fixture
def ids(shop: Shop, purchases: GivenPurchases) -> list[UUID]:
    """Customers of a shop in which risk was learnt."""
    ids = enter_customers(shop, 500)
    purchases.rows[shop.tenant_id] = draw_leaving(ids)
    learn_churn(actor=shop.actor)
    return ids


def test_page_list_card_and_programs_say_the_same(
    shop: Shop, ids: list[UUID], signed_in: Client, api: ApiCaller, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(20):
        page = signed_in.get("/churn").content.decode()
    assert "churn-calibration" in page
    assert "We went back to" in page
    with django_assert_max_num_queries(25):
        listed = signed_in.get("/churn/customers?risk=likely&sort=-risk").content.decode()
    items = api.get("/churn/customers?at_least=0.7&limit=500").json()["items"]
    assert listed.count("<tr data-id") == min(len(items), 50) > 0
    first = max(items, key=lambda one: one["risk"])
    one = api.get(f"/churn/customers/{first['id']}").json()
    assert (one["risk"], one["reasons"]) == (first["risk"], first["reasons"])
    with django_assert_max_num_queries(15):
        card = signed_in.get(f"/customers/{first['id']}/cards/leaving").content.decode()
    assert "Will they leave" in card
    assert one["reasons"][0]["text"].split(",")[0] in card
    (model,) = api.get("/churn/models").json()["items"]
    assert (model["state"], model["refusal"], len(model["groups"])) == ("current", None, 10)


def test_the_card_speaks_the_readers_language(shop: Shop, ids: list[UUID], signed_in: Client) -> None:
    with as_tenant(shop.tenant_id):
        first = churn.list_risks(shop.actor, limit=1).rows[0]
    shop.person.locale = "zh-hans"
    shop.person.save()
    card = signed_in.get(f"/customers/{first.id}/cards/leaving").content.decode()
    assert "流失" in card
    assert "天" in card


def test_the_page_says_why_there_is_nothing(shop: Shop, purchases: GivenPurchases, signed_in: Client) -> None:
    assert "It is learnt at night" in signed_in.get("/churn").content.decode()
    learn_churn(actor=shop.actor)
    assert "Nobody has bought anything yet" in signed_in.get("/churn").content.decode()


def test_whoever_sees_a_part_sees_no_others(shop: Shop, ids: list[UUID]) -> None:
    with as_tenant(shop.tenant_id):
        north = identity.create_unit("North", "north")
    person = identity.create_person(f"clerk@{shop.slug}.example", "Clerk", "correct horse battery")
    member = identity.add_member(shop.tenant_id, person, ["clerk"], unit_id=north.id)
    with as_tenant(shop.tenant_id):
        clerk = identity.get_member_actor(member.id)
        assert churn.sum_risks(clerk).customers == 0
        assert churn.list_risks(clerk).rows == ()
        with pytest.raises(Forbidden):
            churn.list_models(clerk)
