"""Key accounts: named with a team, changed by version, ended; their groups, pages and endpoints."""

from html import unescape
from typing import Any

import pytest
from django.test import Client
from tests.house import ApiCaller, Shop

from rapport.customers.accounts.api import (
    TeamDraft,
    change_account,
    end_account,
    find_account,
    list_tree,
    name_account,
    set_team,
)
from rapport.customers.accounts.tests.keys import MONDAY, account, member
from rapport.customers.matching.api import merge_customers
from rapport.customers.party.api import PurchaseCounter, add_relation, set_purchase_counters
from rapport.customers.party.tests.facts import facts_of
from rapport.customers.party.tests.people import clerk, enter, unit
from rapport.kernel.errors import Conflict, Invalid, Missing, Unknown
from rapport.kernel.ids import new_id
from rapport.kernel.tenancy.api import as_tenant


class TestNaming:
    def test_makes_whoever_does_it_the_lead(self, shop: Shop) -> None:
        line = account(shop)
        assert [(one.member_id, one.role) for one in line.team] == [(shop.actor.member_id, "lead")]
        with pytest.raises(Conflict):
            name_account(line.customer_id, "standard", actor=shop.actor)
        assert len(facts_of(shop.tenant_id, "account.named.v1")) == 1

    def test_level_and_team_change_by_version(self, shop: Shop) -> None:
        line, bob = account(shop), member(shop, "bob")
        line = change_account(line.id, {"level": "standard"}, actor=shop.actor, version=line.version)
        with pytest.raises(Conflict):
            change_account(line.id, {"note": "x"}, actor=shop.actor, version=1)
        line = set_team(line.id, [TeamDraft(bob, "lead", 2)], actor=shop.actor)
        assert (line.level, [(one.name, one.step) for one in line.team]) == ("standard", [("Bob", 2)])
        assert facts_of(shop.tenant_id, "account.changed.v1")[-1]["team"] == [str(bob)]

    def test_a_team_that_cannot_be_is_refused(self, shop: Shop) -> None:
        line, bob, eve = account(shop), member(shop, "bob"), member(shop, "eve")
        with pytest.raises(Unknown):
            set_team(line.id, [TeamDraft(new_id())], actor=shop.actor)
        for team in (
            [TeamDraft(bob), TeamDraft(bob)],
            [TeamDraft(bob, "king")],
            [TeamDraft(bob, step=3)],
            [TeamDraft(bob, "lead"), TeamDraft(eve, "lead")],
        ):
            with pytest.raises(Invalid):
                set_team(line.id, team, actor=shop.actor)

    def test_one_that_has_ended_can_come_back(self, shop: Shop) -> None:
        line = account(shop)
        end_account(line.id, actor=shop.actor)
        with as_tenant(shop.tenant_id):
            assert find_account(line.customer_id, actor=shop.actor) is None
        assert name_account(line.customer_id, "standard", actor=shop.actor).id == line.id

    def test_beyond_the_scope_there_is_none(self, shop: Shop) -> None:
        line = account(shop)
        north = clerk(shop, unit_id=unit(shop, "north"))
        with pytest.raises(Missing):
            change_account(line.id, {"note": "x"}, actor=north)

    def test_follows_a_merge(self, shop: Shop) -> None:
        line = account(shop)
        twin = enter(shop, "Siemens AG", kind="company")
        merge_customers(twin.id, line.customer_id, actor=shop.actor)
        with as_tenant(shop.tenant_id):
            found = find_account(twin.id, actor=shop.actor)
        assert found is not None
        assert found.id == line.id


def test_figures_roll_up_within_what_one_may_see(shop: Shop) -> None:
    north = unit(shop, "north")
    top = enter(shop, "Group", kind="company")
    seen = enter(shop, "Seen", kind="company", unit_id=north)
    below = enter(shop, "Below", kind="company", unit_id=north)
    add_relation(seen.id, top.id, "subsidiary_of", actor=shop.actor)
    add_relation(below.id, seen.id, "subsidiary_of", actor=shop.actor)
    counters = [PurchaseCounter(one.id, 1, 100, "EUR", MONDAY, MONDAY) for one in (top, seen, below)]
    set_purchase_counters(counters, actor=shop.actor)
    with as_tenant(shop.tenant_id):
        whole = list_tree(below.id, actor=shop.actor)
        part = list_tree(below.id, actor=clerk(shop, unit_id=north))
    assert [(one.name, one.depth, one.rolled) for one in whole] == [
        *(("Group", 0, {"EUR": 300}), ("Seen", 1, {"EUR": 200}), ("Below", 2, {"EUR": 100})),
    ]
    assert [(one.name, one.depth, one.rolled) for one in part] == [
        *(("Seen", 0, {"EUR": 200}), ("Below", 1, {"EUR": 100})),
    ]


class TestPages:
    def test_from_a_customers_page_to_a_resolved_need(
        self, shop: Shop, signed_in: Client, django_assert_max_num_queries: Any
    ) -> None:
        company = enter(shop, "Siemens <b>", kind="company", stage="customer")
        card = f"/customers/{company.id}/cards/account"
        assert "Make it a key account" in signed_in.get(card).content.decode()
        assert signed_in.post(f"/customers/{company.id}/account", {"level": "premium"}).status_code == 204
        with as_tenant(shop.tenant_id):
            line = find_account(company.id, actor=shop.actor)
        assert line is not None
        bob = member(shop, "bob")
        mate = {"member_id": str(bob), "role": "lead", "step": "2"}
        assert signed_in.post(f"/accounts/{line.id}/team", mate).status_code == 204
        raised_at = signed_in.post(
            f"/accounts/{line.id}/needs", {"title": "<script>alert(1)</script>", "detail": "At gate 3"}
        )
        assert raised_at.status_code == 302
        with django_assert_max_num_queries(25):
            page = signed_in.get(raised_at["Location"]).content.decode()
        assert "<script>alert" not in page
        assert "At gate 3" in page
        for path in ("/accounts", "/accounts?urgent=yes", "/needs"):
            with django_assert_max_num_queries(25):
                assert "Siemens" in signed_in.get(path).content.decode()
        assert "Siemens" not in signed_in.get("/accounts?urgent=no").content.decode()
        assert signed_in.post(f"{raised_at['Location']}/acknowledge").status_code == 302
        outcome = {"outcome": "solved", "note": "Done"}
        assert signed_in.post(f"{raised_at['Location']}/resolve", outcome).status_code == 302
        assert "Siemens" not in signed_in.get("/needs").content.decode()

    def test_a_group_stands_on_the_page_of_each_of_its_companies(self, shop: Shop, signed_in: Client) -> None:
        top, below = enter(shop, "Group", kind="company"), enter(shop, "Below", kind="company")
        add_relation(below.id, top.id, "subsidiary_of", actor=shop.actor)
        for one in (top, below):
            assert "Below" in signed_in.get(f"/customers/{one.id}/cards/group").content.decode()
        assert "Group" in signed_in.get(f"/customers/{below.id}/group").content.decode()


def test_programs_name_raise_and_resolve(shop: Shop, api: ApiCaller) -> None:
    company = enter(shop, "Siemens", kind="company")
    made = api.post("/key-accounts", {"customer_id": str(company.id), "level": "premium"})
    assert made.status_code == 201
    one = f"/key-accounts/{made.json()['id']}"
    team = {"team": [{"member_id": str(shop.actor.member_id), "role": "lead"}]}
    assert api.call("PUT", f"{one}/team", team).json()["team"][0]["role"] == "lead"
    need = api.post("/urgent-needs", {"account_id": made.json()["id"], "title": "Help"})
    assert need.status_code == 201
    where = f"/urgent-needs/{need.json()['id']}"
    assert api.post(f"{where}/acknowledge").json()["state"] == "acknowledged"
    assert api.post(f"{one}/end").status_code == 409
    assert api.post(f"{where}/resolve", {"outcome": "solved"}).json()["outcome"] == "solved"
    assert api.get("/urgent-needs?state=open").json()["items"] == []
    assert api.get(f"/customers/{company.id}/group").json()["items"][0]["name"] == "Siemens"
    assert api.post(f"{one}/end").json()["ended_at"] is not None


class TestBoard:
    def test_a_level_changes_and_is_taken_back(self, shop: Shop, signed_in: Client) -> None:
        line = account(shop)
        page = signed_in.get("/accounts?face=board").content.decode()
        assert page.count("board-card") == 1
        move = {"id": str(line.id), "to": "premium", "query": "/accounts?face=board"}
        assert signed_in.post("/lists/account/board", move)["Location"] == move["query"]
        undo = f"/accounts/{line.id}/level?to={line.level}&version={line.version + 1}"
        assert undo in unescape(signed_in.get(move["query"]).content.decode())
        assert signed_in.post(undo).status_code == 302
        assert signed_in.post(undo).status_code == 409
        with as_tenant(shop.tenant_id):
            found = find_account(line.customer_id, actor=shop.actor)
        assert found is not None
        assert found.level == line.level

    def test_accounts_are_filtered_grouped_and_counted_by_place(self, shop: Shop, signed_in: Client) -> None:
        account(shop)
        for asked in ("filter=level:is:premium", "group=level", "face=places&by=country", "face=places"):
            assert signed_in.get(f"/accounts?{asked}").status_code == 200
