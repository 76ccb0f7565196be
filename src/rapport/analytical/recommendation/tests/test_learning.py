"""Learning what to recommend, in the database: compared, kept, and read by pages and programs."""

from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from tests.house import ApiCaller, Shop

from rapport.analytical.recommendation import api
from rapport.analytical.recommendation.contracts import Refusal
from rapport.analytical.recommendation.models import RecommenderVersion, Suggestion
from rapport.analytical.recommendation.operations.learning import learn_recommendations
from rapport.analytical.recommendation.tests.customers import enter_customers
from rapport.analytical.recommendation.tests.sources import GivenShop, buy, draw_lines
from rapport.kernel.tenancy.api import as_tenant

SHELVES, WIDE, PEOPLE = 6, 12, 240


@pytest.fixture
def shelves(shop: Shop, given: GivenShop) -> list[list[UUID]]:
    """Six shelves of twelve products, and a year of customers who keep to theirs."""
    made = [[given.sell(f"Tea {shelf}.{place}") for place in range(WIDE)] for shelf in range(SHELVES)]
    given.lines[shop.tenant_id] = draw_lines([uuid4() for _ in range(PEOPLE)], made)
    return made


def test_a_model_is_chosen_checked_and_its_lists_are_kept(
    shop: Shop, given: GivenShop, shelves: list[list[UUID]]
) -> None:
    (mine,) = enter_customers(shop, 1)
    lines = given.lines[shop.tenant_id]
    lines += [buy(mine, shelves[0][place], 30 + place) for place in range(3)]
    learn_recommendations(actor=shop.actor)
    with as_tenant(shop.tenant_id):
        (version,) = api.list_versions(shop.actor)
        found = api.suggest_for_customer(mine, actor=shop.actor)
        lists = list(
            Suggestion.objects.filter(kind="new").order_by("id").values_list("party_id", "product_id")
        )
    assert version.live
    assert version.refusal is None
    assert {one.model for one in version.judged} == {"popular", "together", "ease", "ials"}
    best = next(one for one in version.judged if one.model == version.model)
    assert version.model != "popular"
    assert best.gain.low > 0
    assert best.ndcg.low <= best.ndcg.mean <= best.ndcg.high
    assert found.version_id == version.id
    assert {one.goods.id for one in found.items} <= set(shelves[0][3:])
    assert {one.because.id for one in found.items if one.because} <= set(shelves[0][:3])
    assert [one.ground for one in found.items] == ["bought"] * 5
    assert not set(lists) & {(line[0], line[2]) for line in lines}


def test_it_is_the_same_again(shop: Shop, given: GivenShop, shelves: list[list[UUID]]) -> None:
    learn_recommendations(actor=shop.actor)
    with as_tenant(shop.tenant_id):
        rows = Suggestion.objects.order_by("party_id", "product_id")
        before = list(rows.values_list("id", "rank", "score"))
    learn_recommendations(actor=shop.actor)
    with as_tenant(shop.tenant_id):
        first, second = RecommenderVersion.objects.order_by("learnt_at", "id")
        assert first.judged == second.judged
        assert (first.live, second.live) == (False, True)
        assert list(rows.values_list("id", "rank", "score")) == before


def test_a_shop_where_nobody_bought_says_so(shop: Shop, given: GivenShop) -> None:
    learn_recommendations(actor=shop.actor)
    with as_tenant(shop.tenant_id):
        (version,) = api.list_versions(shop.actor)
        (mine,) = enter_customers(shop, 1)
        assert api.suggest_for_customer(mine, actor=shop.actor).items == ()
    assert (version.refusal, version.model, version.first_day) == (Refusal.NOTHING, "popular", None)


def test_where_little_was_bought_everybody_is_shown_what_most_buy(shop: Shop, given: GivenShop) -> None:
    tea, cup, pot = (given.sell(name) for name in ("Tea", "Cup", "Pot"))
    ada, bea, new = enter_customers(shop, 3)
    given.lines[shop.tenant_id] = [buy(ada, tea, 9), buy(bea, tea, 8), buy(bea, cup, 8), buy(None, pot, -9)]
    learn_recommendations(actor=shop.actor)
    with as_tenant(shop.tenant_id):
        (version,) = api.list_versions(shop.actor)
        for_new = api.suggest_for_customer(new, actor=shop.actor)
        for_ada = api.suggest_for_customer(ada, actor=shop.actor)
        with_tea = api.suggest_for_basket([tea], actor=shop.actor)
    assert (version.refusal, version.model, version.products) == (Refusal.FEW, "popular", 2)
    assert [(one.goods.id, one.ground) for one in for_new.items] == [(tea, "popular"), (cup, "popular")]
    assert [(one.goods.id, one.because and one.because.id) for one in for_ada.items] == [(cup, tea)]
    assert [(one.goods.id, one.together) for one in with_tea.items] == [(cup, 1)]


def test_what_is_bought_again_and_again_is_due(shop: Shop, given: GivenShop) -> None:
    tea, pot = given.sell("Tea"), given.sell("Pot")
    people = enter_customers(shop, 8)
    lines = [buy(party_id, tea, days) for party_id in people for days in (89, 59, 29)]
    given.lines[shop.tenant_id] = [*lines, buy(people[0], pot, 29), buy(people[1], tea, 2)]
    learn_recommendations(actor=shop.actor)
    with as_tenant(shop.tenant_id):
        due = api.suggest_for_customer(people[0], actor=shop.actor).items
        fresh = api.suggest_for_customer(people[1], actor=shop.actor).items
    assert [(one.goods.id, one.ground) for one in due] == [(tea, "due")]
    assert [(one.goods.id, one.ground) for one in fresh] == [(pot, "bought")]


def test_pages_and_programs_tell_what_to_offer(
    shop: Shop,
    given: GivenShop,
    shelves: list[list[UUID]],
    signed_in: Client,
    api: ApiCaller,
    django_assert_max_num_queries: Any,
) -> None:
    assert "Nothing was learnt yet" in signed_in.get("/recommendations").content.decode()
    (mine,) = enter_customers(shop, 1)
    given.lines[shop.tenant_id] += [buy(mine, one, 30) for one in shelves[0][:3]]
    learn_recommendations(actor=shop.actor)
    with django_assert_max_num_queries(20):
        page = signed_in.get("/recommendations").content.decode()
    assert "recommendation-models" in page
    card = signed_in.get(f"/customers/{mine}/cards/recommended").content.decode()
    assert "because they bought Tea 0." in card
    told = api.get(f"/recommendations/customers/{mine}").json()
    assert len(told["items"]) == 5
    one = told["items"][0]["product"]["id"]
    takers = api.get(f"/recommendations/products/{one}/customers", limit="20").json()["items"]
    assert takers == [{"id": str(mine), "name": "Customer 0"}]
    listed = api.get("/customers", filter=f"would_buy:any_of:{one}").json()["items"]
    assert [row["id"] for row in listed] == [str(mine)]
    pairs = api.get(f"/recommendations/products/{shelves[0][0]}/together").json()["items"]
    assert {pair["product"]["id"] for pair in pairs} <= {str(key) for key in shelves[0]}
    basket = api.post("/recommendations/basket", {"product_ids": [str(shelves[1][0])]}).json()
    assert basket["items"][0]["because"]["id"] == str(shelves[1][0])
    (version,) = api.get("/recommendations/versions").json()["items"]
    assert api.get(f"/recommendations/versions/{version['id']}").json() == version
    assert api.post("/recommendations/learn").status_code == 202
    assert signed_in.post("/recommendations/learn").status_code in (200, 204, 302)


def test_a_product_nobody_bought_yet_stands_where_it_is_like_what_was(shop: Shop, given: GivenShop) -> None:
    tea, pot, cup = given.sell("Green tea 绿茶"), given.sell("Iron pot"), given.sell("Cup")
    fresh = given.sell("Green tea, spring 绿茶")
    ada, bea, cleo = enter_customers(shop, 3)
    given.lines[shop.tenant_id] = [
        *(buy(one, cup, 30) for one in (ada, bea, cleo)),
        buy(ada, tea, 20),
        buy(bea, pot, 20),
    ]
    learn_recommendations(actor=shop.actor)
    with as_tenant(shop.tenant_id):
        items = api.suggest_for_customer(ada, actor=shop.actor).items
        basket = api.suggest_for_basket([fresh], actor=shop.actor).items
        takers = api.list_takers(fresh, actor=shop.actor)
    assert [(one.goods.id, one.ground) for one in items] == [(pot, "bought"), (fresh, "alike")]
    assert items[1].because is not None
    assert items[1].because.id == tea
    assert basket[0].goods.id == tea
    assert ada in dict(takers)


def test_what_to_do_next_brings_most_on_average(shop: Shop, given: GivenShop) -> None:
    tea = given.sell("Tea", price=Decimal(20), margin=0.5)
    salt = given.sell("Salt", price=Decimal(1), margin=0.5)
    people = enter_customers(shop, 8)
    lines = [buy(one, key, days) for one in people for key in (tea, salt) for days in (89, 59, 29)]
    given.lines[shop.tenant_id] = lines
    learn_recommendations(actor=shop.actor)
    with as_tenant(shop.tenant_id):
        first, second = api.rank_actions(people[0], actor=shop.actor)
    assert (first.code, first.expected_minor, second.expected_minor) == ("offer", 1000, 50)
    assert first.title == "Offer Tea again"
    assert "100 of 100" in first.why
