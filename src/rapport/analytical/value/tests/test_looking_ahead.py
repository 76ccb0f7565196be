"""Learning what lies ahead, in the database: written to customers, told to their pages, refused in words."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone
from tests.house import ApiCaller, Shop

from rapport.analytical.value import api as value
from rapport.analytical.value.contracts.fit import Refusal
from rapport.analytical.value.models import CustomerWorth, WorthFit
from rapport.analytical.value.operations.looking_ahead import look_ahead
from rapport.analytical.value.tests.customers import enter_customers
from rapport.analytical.value.tests.shops import draw_purchases_of
from rapport.analytical.value.tests.sources import GivenPurchases
from rapport.customers.party.api import list_customers, list_insight_history, list_insights
from rapport.customers.party.contracts import CustomerFilter
from rapport.kernel.errors import Forbidden
from rapport.kernel.filters.api import parse
from rapport.kernel.identity import api as identity
from rapport.kernel.tenancy.api import as_tenant


def _newest(shop: Shop) -> WorthFit:
    with as_tenant(shop.tenant_id):
        return WorthFit.objects.order_by("-as_of", "-id")[:1].get()


def test_what_lies_ahead_is_learnt_checked_and_told(shop: Shop, purchases: GivenPurchases) -> None:
    ids = [*enter_customers(shop, 2), *(UUID(int=number) for number in range(1, 500))]
    rows = purchases.rows[shop.tenant_id] = draw_purchases_of(ids)
    rows.append((ids[0], uuid4(), timezone.now() + timedelta(days=3000), 10**9, 0))
    value.recount_worth(actor=shop.actor)
    look_ahead(actor=shop.actor)
    fit = _newest(shop)
    assert (fit.refusal, fit.customers, sorted(fit.candidates)) == ("", 501, ["bg_nbd", "pareto_nbd"])
    assert fit.last_day and fit.last_day <= timezone.now().date()
    assert fit.errors is not None
    assert fit.errors["root_error"] < fit.errors["naive_root_error"]
    assert 0.7 < fit.errors["inside"] <= 1
    assert sum(group["customers"] for group in fit.groups) == fit.errors["customers"]
    with as_tenant(shop.tenant_id):
        worths = list(CustomerWorth.objects.order_by("party_id"))
        insights = {line.name: line for line in list_insights(ids[0], actor=shop.actor)}
    assert sum(worth.ahead_minor or 0 for worth in worths) == pytest.approx(fit.ahead_minor, abs=len(worths))
    for worth in worths:
        ahead = [worth.ahead_low_minor, worth.ahead_high_minor, worth.ahead_minor, worth.lifetime_minor]
        low, high, money, lifetime = [-1 if amount is None else amount for amount in ahead]
        assert 0 <= (worth.alive or 0) <= 1
        assert 0 <= low <= high
        assert lifetime >= money * 0.9
    assert insights["ahead"].model == fit.model
    assert insights["ahead"].model_version == str(fit.id)
    assert "purchases expected within a year" in insights["ahead"].reasons[0]["text"]


def test_a_night_without_purchases_tells_nobody_anything(shop: Shop, purchases: GivenPurchases) -> None:
    (mine,) = enter_customers(shop, 1)
    purchases.rows[shop.tenant_id] = draw_purchases_of(
        [mine, *(UUID(int=number) for number in range(1, 300))]
    )
    value.recount_worth(actor=shop.actor)
    look_ahead(actor=shop.actor)
    look_ahead(actor=shop.actor)
    with as_tenant(shop.tenant_id):
        assert WorthFit.objects.count() == 2
        assert len(list_insight_history(mine, "ahead", actor=shop.actor)) == 1


def test_what_cannot_be_known_any_more_is_taken_back(shop: Shop, purchases: GivenPurchases) -> None:
    (mine,) = enter_customers(shop, 1)
    rows = draw_purchases_of([mine, *(UUID(int=number) for number in range(1, 300))])
    purchases.rows[shop.tenant_id] = rows
    value.recount_worth(actor=shop.actor)
    look_ahead(actor=shop.actor)
    purchases.rows[shop.tenant_id] = [row for row in rows if row[0] == mine]
    value.recount_worth(actor=shop.actor)
    look_ahead(actor=shop.actor)
    assert _newest(shop).refusal in (Refusal.FEW, Refusal.SHORT)
    with as_tenant(shop.tenant_id):
        assert set(CustomerWorth.objects.values_list("ahead_minor", flat=True)) == {None}
        assert {line.name: line for line in list_insights(mine, actor=shop.actor)}["ahead"].number is None


def test_a_shop_without_purchases_is_refused_in_a_word(shop: Shop, purchases: GivenPurchases) -> None:
    look_ahead(actor=shop.actor)
    fit = _newest(shop)
    assert (fit.refusal, fit.errors, fit.first_day) == (Refusal.NOTHING, None, None)


def test_the_page_says_why_there_is_nothing(shop: Shop, purchases: GivenPurchases, signed_in: Client) -> None:
    assert "It is learnt at night" in signed_in.get("/worth/ahead").content.decode()
    look_ahead(actor=shop.actor)
    assert "Nobody has bought anything yet" in signed_in.get("/worth/ahead").content.decode()


def test_pages_lists_and_programs_tell_what_lies_ahead(
    shop: Shop,
    purchases: GivenPurchases,
    signed_in: Client,
    api: ApiCaller,
    django_assert_max_num_queries: Any,
) -> None:
    ids = enter_customers(shop, 200)
    purchases.rows[shop.tenant_id] = draw_purchases_of(ids)
    value.recount_worth(actor=shop.actor)
    look_ahead(actor=shop.actor)
    with django_assert_max_num_queries(20):
        page = signed_in.get("/worth/ahead").content.decode()
    assert "worth-calibration" in page
    assert "We went back to" in page
    (fit,) = api.get("/worth/fits").json()["items"]
    assert (len(fit["groups"]), fit["refusal"]) == (10, None)
    assert {one["model"] for one in fit["parameters"]} == {fit["model"], "gamma_gamma"}
    first = api.get("/worth/customers").json()["items"][0]
    ahead = api.get(f"/worth/customers/{first['id']}").json()["ahead"]
    assert (ahead["money_minor"], ahead["alive"]) == (first["ahead_minor"], first["alive"])
    assert 0 <= ahead["loyalty"] <= 100
    with as_tenant(shop.tenant_id):
        money = sorted(row.ahead_minor or 0 for row in CustomerWorth.objects.all())
        limit = money[-10] / 100
        where = parse(f"ahead:at_least:{limit:.2f}")
        page_of_best = list_customers(shop.actor, filter=CustomerFilter(where=where), sort="name")
        gone = list_customers(shop.actor, filter=CustomerFilter(where=parse("alive:below:50")), sort="name")
        few = CustomerWorth.objects.filter(alive__lt=0.5).count()
    assert len(page_of_best.rows) == len([one for one in money if one >= money[-10]])
    assert len(gone.rows) == min(few, 50) > 0
    best_first = signed_in.get("/worth/customers?sort=-ahead_minor").content.decode()
    assert best_first.count("<tr data-id") == 50


def test_whoever_sees_a_part_reads_no_fits(shop: Shop, purchases: GivenPurchases) -> None:
    with as_tenant(shop.tenant_id):
        north = identity.create_unit("North", "north")
    person = identity.create_person(f"clerk@{shop.slug}.example", "Clerk", "correct horse battery")
    member = identity.add_member(shop.tenant_id, person, ["clerk"], unit_id=north.id)
    with as_tenant(shop.tenant_id):
        clerk = identity.get_member_actor(member.id)
        assert value.sum_ahead(clerk).customers == 0
        with pytest.raises(Forbidden):
            value.list_fits(clerk)
