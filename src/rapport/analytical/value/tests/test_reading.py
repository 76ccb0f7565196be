"""Reading worth: by those who may, of those they may see; and what customers are told about themselves."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from tests.house import Shop

from rapport.analytical.value import api
from rapport.analytical.value.tests.customers import enter_customers
from rapport.analytical.value.tests.sources import START, GivenPurchases, buy, draw_purchases
from rapport.customers.party.api import list_insight_history, list_insights
from rapport.kernel.errors import Forbidden, Missing
from rapport.kernel.identity import api as identity
from rapport.kernel.identity.api import Actor
from rapport.kernel.tenancy.api import as_tenant, change_tenant


def _insights(shop: Shop, party_id: Any) -> dict[str, Any]:
    with as_tenant(shop.tenant_id):
        return {line.name: line for line in list_insights(party_id, actor=shop.actor)}


def test_the_worth_of_one_customer_has_reasons(shop: Shop, purchases: GivenPurchases) -> None:
    (mine,) = enter_customers(shop, 1)
    purchases.rows[shop.tenant_id] = [buy(mine, 1, 500), buy(mine, 9, 701, 100), *draw_purchases(2, 9)]
    api.recount_worth(actor=shop.actor)
    with as_tenant(shop.tenant_id):
        worth = api.get_worth(mine, actor=shop.actor)
    assert (worth.orders, worth.gross_minor, worth.returned_minor, worth.mean_minor) == (2, 1201, 100, 600)
    assert (worth.first_at, worth.last_at) == (START + timedelta(days=1), START + timedelta(days=9))
    assert [reason.code for reason in worth.reasons] == ["recency", "frequency", "monetary"]


def test_before_the_first_counting_there_is_nothing(shop: Shop, purchases: GivenPurchases) -> None:
    (mine,) = enter_customers(shop, 1)
    with as_tenant(shop.tenant_id):
        assert api.get_revenue(shop.actor).curve.customers == 0
        assert {size.customers for size in api.list_segments(shop.actor)} == {0}
        assert api.find_worth(mine, actor=shop.actor) is None
        with pytest.raises(Missing):
            api.get_worth(mine, actor=shop.actor)


def test_worth_needs_the_right_to_see_it(shop: Shop, purchases: GivenPurchases) -> None:
    nobody = Actor(tenant_id=shop.tenant_id, kind="member", id=uuid4(), name="Nobody")
    with as_tenant(shop.tenant_id):
        for ask in (api.get_revenue, api.list_segments):
            with pytest.raises(Forbidden):
                ask(nobody)
        with pytest.raises(Forbidden):
            api.find_worth(uuid4(), actor=nobody)


def test_a_clerk_sees_the_figures_of_their_own_unit(shop: Shop, purchases: GivenPurchases) -> None:
    with as_tenant(shop.tenant_id):
        north, south = identity.create_unit("North", "north"), identity.create_unit("South", "south")
    (mine,), (theirs,) = (enter_customers(shop, 1, unit_id=unit.id) for unit in (north, south))
    purchases.rows[shop.tenant_id] = [buy(mine, 1, 500), buy(theirs, 2, 900), buy(None, 3, 70)]
    api.recount_worth(actor=shop.actor)
    person = identity.create_person(f"clerk@{shop.slug}.example", "Clerk", "correct horse battery")
    member = identity.add_member(shop.tenant_id, person, ["clerk"], unit_id=north.id)
    with as_tenant(shop.tenant_id):
        clerk = identity.get_member_actor(member.id)
        revenue = api.get_revenue(clerk)
        assert (revenue.curve.customers, revenue.curve.revenue_minor, revenue.guest_minor) == (1, 500, 0)
        assert sum(size.revenue_minor for size in api.list_segments(clerk)) == 500
        assert api.get_worth(mine, actor=clerk).gross_minor == 500
        with pytest.raises(Missing):
            api.get_worth(theirs, actor=clerk)
        assert api.get_revenue(shop.actor).curve.revenue_minor == 1400


def test_customers_are_told_what_was_learnt(shop: Shop, purchases: GivenPurchases) -> None:
    (mine,) = enter_customers(shop, 1)
    purchases.rows[shop.tenant_id] = [buy(mine, 40, 99_000), *draw_purchases(6, 20)]
    api.recount_worth(actor=shop.actor)
    insights = _insights(shop, mine)
    assert insights["monetary"].number == 99_000
    assert insights["monetary"].currency == "EUR"
    assert insights["segment"].label in ("new", "potential_loyalists", "champions")
    assert insights["rfm"].label[0] == "5"
    texts = [reason["text"] for reason in insights["segment"].reasons]
    assert texts[0] == "Last bought on 2025-02-10, later than 80 % of customers."
    assert texts[2] == "Spent 990.00 EUR, more than 80 % of customers."
    with as_tenant(shop.tenant_id):
        assert len(list_insight_history(mine, "monetary", actor=shop.actor)) == 1


def test_reasons_speak_the_language_of_the_shop(shop: Shop, purchases: GivenPurchases) -> None:
    change_tenant(shop.tenant_id, locale="zh-hans")
    (mine,) = enter_customers(shop, 1)
    purchases.rows[shop.tenant_id] = [buy(mine, 40, 99_000)]
    api.recount_worth(actor=shop.actor)
    assert "消费" in _insights(shop, mine)["monetary"].reasons[0]["text"]


def test_who_bought_nothing_any_more_loses_the_segment(shop: Shop, purchases: GivenPurchases) -> None:
    (mine,) = enter_customers(shop, 1)
    purchases.rows[shop.tenant_id] = [buy(mine, 1, 500)]
    api.recount_worth(actor=shop.actor)
    purchases.rows[shop.tenant_id] = []
    api.recount_worth(actor=shop.actor)
    assert _insights(shop, mine)["segment"].label == ""
    assert _insights(shop, mine)["monetary"].number == 0
