"""Records are judged and counted set-based; flaws lead to work lists, and mending them is counted."""

from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from django.test import Client
from tests.house import ApiCaller, Shop

from rapport.customers.party.api import (
    AddressDraft,
    create_customers,
    list_customers,
    remove_contact_point,
    update_customer,
)
from rapport.customers.party.contracts import CustomerFilter
from rapport.customers.party.tests.people import clerk, draft, enter, unit
from rapport.customers.quality.api import read_scores
from rapport.customers.quality.jobs import MEASURE, run_measure
from rapport.customers.quality.operations.judging import judge_customers
from rapport.customers.quality.queries.scores import list_flaws
from rapport.customers.quality.rules.validity import judge_address, judge_email, judge_name, judge_phone
from rapport.kernel.filters.api import parse
from rapport.kernel.identity.api import Scope
from rapport.kernel.ids import new_id
from rapport.kernel.jobs.api import JobRun
from rapport.kernel.jobs.contracts import Progress
from rapport.kernel.jobs.registry import list_rounds
from rapport.kernel.tenancy.api import as_tenant


def measure(shop: Shop) -> dict[str, int]:
    return run_measure(JobRun(new_id(), shop.tenant_id, shop.actor, {}, 1, Progress()))


@pytest.mark.parametrize(
    ("judged", "flaw"),
    [
        (judge_email("ada@x.org"), ""),
        (judge_email("ada@shop.test"), "email-impossible"),
        (judge_email("ada@localhost"), "email-impossible"),
        (judge_email("ada@mailinator.com"), "email-disposable"),
        (judge_email("ada@eu.mailinator.com"), "email-disposable"),
        (judge_phone("+442079460958"), ""),
        (judge_phone("+4400000000"), "phone-impossible"),
        (judge_address("12 Square", "10115", "Berlin", "", "DE"), ""),
        (judge_address("12 Square", "1011", "Berlin", "", "DE"), "address-postal-code"),
        (judge_address("", "10115", "Berlin", "", "DE"), "address-incomplete"),
        (judge_address("南京路1号", "200000", "上海", "上海市", "CN"), ""),
        (judge_address("somewhere", "", "", "", "QQ"), ""),
        (judge_name("Ada Lovelace", "person"), ""),
        (judge_name("O'Neil-Smith, Jr.", "person"), ""),
        (judge_name("محمد بن سلمان", "person"), ""),
        (judge_name("王小明", "person"), ""),
        (judge_name("阿不都·热依木", "person"), ""),
        (judge_name("山田 太郎 さん", "person"), ""),
        (judge_name("王Ming", "person"), "name-mixed"),
        (judge_name("王", "person"), "name-mixed"),
        (judge_name("Test", "person"), "name-placeholder"),
        (judge_name("测试", "person"), "name-placeholder"),
        (judge_name("🌸", "person"), "name-placeholder"),
        (judge_name("Ada1", "person"), "name-signs"),
        (judge_name("3M", "company"), ""),
    ],
)
def test_values_are_judged(judged: str, flaw: str) -> None:
    assert judged == flaw


def test_scores_are_counted_by_field_unit_person_and_source(shop: Shop, api: ApiCaller) -> None:
    north = unit(shop, "north")
    enter(shop, "Ada", "ada@x.org", "+15550100000", country="GB", unit_id=north)
    enter(shop, "Test", "ada@mailinator.com", country="GB")
    enter(shop, "Grace", birth_date=datetime(1906, 12, 9, tzinfo=UTC).date())
    api.post("/customers", {"name": "Machine made"})
    create_customers([draft("From a file")], actor=shop.actor, batch_id=new_id())
    assert measure(shop) == {"judged": 5, "customers": 5}
    with as_tenant(shop.tenant_id):
        found = read_scores(shop.actor)
    scores = {(one.part, one.key, one.field): (one.total, one.filled, one.valid) for one in found.scores}
    assert scores["all", "", "email"] == (5, 2, 1)
    assert scores["all", "", "phone"] == (5, 1, 0)
    assert scores["all", "", "name"] == (5, 5, 4)
    assert scores["all", "", "birthday"] == (5, 1, 1)
    assert ("all", "", "tax-number") not in scores
    assert scores["unit", str(north), "email"] == (1, 1, 1)
    assert scores["member", str(shop.actor.id), "name"] == (4, 4, 3)
    ways = {key: scores["source", key, "name"][0] for key in ("file", "program", "hand")}
    assert ways == {"file": 1, "program": 1, "hand": 3}
    told = api.get("/quality").json()
    assert {one["reason"]: one["open"] for one in told["flaws"] if one["open"]} == {
        "email-disposable": 1,
        "phone-impossible": 1,
        "name-placeholder": 1,
    }


def test_a_flaw_is_listed_mended_and_counted(shop: Shop, signed_in: Client) -> None:
    bad = enter(shop, "Test", "ada@mailinator.com")
    enter(shop, "Ada", "ada@x.org")
    measure(shop)
    with as_tenant(shop.tenant_id):
        where = CustomerFilter(where=parse("flaw:any_of:email-disposable|phone-impossible"))
        assert [row.name for row in list_customers(shop.actor, filter=where).rows] == ["Test"]
    page = signed_in.get("/quality").content.decode()
    assert "/customers?filter=" + quote("flaw:any_of:email-disposable") in page
    assert signed_in.get("/customers?filter=flaw:filled").content.decode().count("<tr data-id") == 1
    remove_contact_point(bad.id, bad.contact_points[0].id, actor=shop.actor)
    update_customer(bad.id, {"name": "Grace Hopper"}, actor=shop.actor)
    measure(shop)
    with as_tenant(shop.tenant_id):
        assert list_flaws(bad.id) == []
        flaws = {one.reason: (one.open, one.mended) for one in read_scores(shop.actor).flaws}
    assert flaws["email-disposable"] == (0, 1) == flaws["name-placeholder"]


def test_a_flaw_that_comes_again_is_open_again(shop: Shop) -> None:
    now = datetime.now(UTC)
    ada = enter(shop, "Test", addresses=(AddressDraft(street="1", city="B", postal_code="1", country="DE"),))
    with as_tenant(shop.tenant_id):
        assert judge_customers([ada.id], now=now) == 2
        assert list_flaws(ada.id) == ["address-postal-code", "name-placeholder"]
    for name, flaws in (("Ada", 1), ("测试", 2)):
        update_customer(ada.id, {"name": name}, actor=shop.actor)
        with as_tenant(shop.tenant_id):
            assert judge_customers([ada.id], now=now) == flaws == len(list_flaws(ada.id))


def test_a_clerk_sees_the_own_unit_alone(shop: Shop, other_shop: Shop) -> None:
    north, south = unit(shop, "north"), unit(shop, "south")
    enter(shop, "Test", unit_id=north)
    enter(shop, "Test", unit_id=south)
    enter(other_shop, "Test")
    measure(shop)
    with as_tenant(shop.tenant_id):
        found = read_scores(clerk(shop, unit_id=north, scope=Scope.UNIT))
    assert {(one.part, one.key) for one in found.scores} == {("unit", str(north))}
    assert {one.reason: one.open for one in found.flaws if one.open} == {"name-placeholder": 1}


def test_it_comes_round_by_itself() -> None:
    assert MEASURE in {kind.kind for kind, _round in list_rounds()}
