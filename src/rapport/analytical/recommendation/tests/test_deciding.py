"""What people decide, and what came of showing: versions, bars, the slice that is compared, renewed lists."""

from uuid import UUID

import pytest
from django.test import Client
from tests.house import ApiCaller, Shop

from rapport.analytical.recommendation import api as recommending
from rapport.analytical.recommendation.models import RecommenderVersion
from rapport.analytical.recommendation.operations.learning import learn_recommendations
from rapport.analytical.recommendation.operations.renewing import note_due, renew_lists
from rapport.analytical.recommendation.tests.customers import enter_customers
from rapport.analytical.recommendation.tests.sources import GivenShop, buy
from rapport.kernel.settings.api import change_settings
from rapport.kernel.tenancy.api import as_tenant


@pytest.fixture
def goods(shop: Shop, given: GivenShop) -> list[UUID]:
    """Four products, each bought by fewer of the same eight guests than the one before."""
    made = [given.sell(name) for name in ("Tea", "Cup", "Pot", "Tray")]
    guests = [UUID(int=number + 1) for number in range(8)]
    given.lines[shop.tenant_id] = [
        buy(one, key, 30) for key, many in zip(made, (8, 7, 5, 2), strict=True) for one in guests[:many]
    ]
    return made


def _names(shop: Shop, party_id: UUID) -> list[str]:
    with as_tenant(shop.tenant_id):
        return [one.goods.name for one in recommending.suggest_for_customer(party_id, actor=shop.actor).items]


def test_a_list_follows_what_was_bought_a_moment_ago(shop: Shop, given: GivenShop, goods: list[UUID]) -> None:
    (mine,) = enter_customers(shop, 1)
    learn_recommendations(actor=shop.actor)
    given.lines[shop.tenant_id].append(buy(mine, goods[0], 0.01))
    with as_tenant(shop.tenant_id):
        note_due([mine])
    assert renew_lists(actor=shop.actor) == 1
    assert _names(shop, mine) == ["Cup", "Pot", "Tray"]
    given.lines[shop.tenant_id].append(buy(mine, goods[1], 0.005))
    with as_tenant(shop.tenant_id):
        note_due([mine])
    assert (renew_lists(actor=shop.actor), renew_lists(actor=shop.actor)) == (1, 0)
    assert _names(shop, mine) == ["Pot", "Tray"]


def test_what_is_barred_is_offered_to_nobody_or_not_to_them(
    shop: Shop, given: GivenShop, goods: list[UUID], api: ApiCaller, signed_in: Client
) -> None:
    mine, other = enter_customers(shop, 2)
    given.lines[shop.tenant_id] += [buy(one, goods[0], 20) for one in (mine, other)]
    learn_recommendations(actor=shop.actor)
    assert signed_in.post(f"/recommendations/customers/{mine}/bar/{goods[1]}").status_code in (200, 204, 302)
    made = api.post("/recommendations/bars", {"product_id": str(goods[2]), "reason": "Recalled"})
    assert made.status_code == 201
    assert _names(shop, mine) == ["Tray"]
    assert _names(shop, other) == ["Cup", "Tray"]
    told = api.get(f"/recommendations/customers/{mine}").json()["refused"]
    assert [(one["product"]["name"], one["why"], one["reason"]) for one in told] == [
        ("Cup", "not_for_them", ""),
        ("Pot", "barred", "Recalled"),
    ]
    assert "Recalled" in signed_in.get("/recommendations").content.decode()
    assert api.delete(f"/recommendations/bars/{made.json()['id']}").status_code == 204
    assert _names(shop, other) == ["Cup", "Pot", "Tray"]
    assert api.post("/recommendations/bars", {}).status_code == 409


def test_a_version_chosen_by_hand_stays_until_let_go(
    shop: Shop, given: GivenShop, goods: list[UUID], api: ApiCaller, signed_in: Client
) -> None:
    learn_recommendations(actor=shop.actor)
    learn_recommendations(actor=shop.actor)
    newer, older = api.get("/recommendations/versions").json()["items"]
    assert api.post(f"/recommendations/versions/{older['id']}/use").status_code == 202
    learn_recommendations(actor=shop.actor)
    live = [one for one in api.get("/recommendations/versions").json()["items"] if one["live"]]
    assert [one["id"] for one in live] == [older["id"]]
    assert live[0]["chosen_by"]
    assert "Newer versions wait" in signed_in.get("/recommendations").content.decode()
    assert signed_in.post(f"/recommendations/versions/{newer['id']}/use").status_code in (200, 204, 302)
    assert api.post("/recommendations/automatic").status_code == 202
    newest = learn_recommendations(actor=shop.actor)
    with as_tenant(shop.tenant_id):
        assert RecommenderVersion.objects.get(live=True).id == newest


def test_what_was_shown_is_compared_with_what_chance_drew(
    shop: Shop, given: GivenShop, goods: list[UUID], api: ApiCaller, signed_in: Client
) -> None:
    people = enter_customers(shop, 4)
    given.lines[shop.tenant_id] += [buy(one, goods[0], 20) for one in people]
    learn_recommendations(actor=shop.actor)
    for one in people[:2]:
        body = {"customer_id": str(one), "product_ids": [str(goods[1]), str(goods[1])], "place": "shop"}
        assert api.post("/recommendations/shown", body).json() == {"noted": 1}
    with as_tenant(shop.tenant_id):
        change_settings({"recommendation.slice": 50}, actor=shop.actor)
        lists = [recommending.suggest_for_customer(one, actor=shop.actor, measured=True) for one in people]
    assert all(goods[0] not in [item.goods.id for item in found.items] for found in lists)
    click = {"customer_id": str(people[0]), "product_id": str(goods[1])}
    assert api.post("/recommendations/clicked", click).json() == {"noted": 1}
    assert api.post("/recommendations/clicked", click).json() == {"noted": 0}
    given.lines[shop.tenant_id] += [buy(people[0], goods[1], -0.0001), buy(people[1], goods[2], -0.0001)]
    with as_tenant(shop.tenant_id):
        note_due(people)
    renew_lists(actor=shop.actor)
    found = api.get("/recommendations/live").json()
    arms = [found["learnt"], found["drawn"]]
    assert [sum(arm[name] for arm in arms) for name in ("shown", "clicked", "bought")] == [2, 1, 1]
    assert "clicked" in signed_in.get("/recommendations").content.decode()
