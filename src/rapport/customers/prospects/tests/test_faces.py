"""Prospects on a board by how warm they are, on the days they came, and by place."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from tests.browser import check_accessible, look
from tests.house import Shop

from rapport.customers.party.tests.people import clerk, enter, unit
from rapport.customers.prospects.api import ProspectDraft, capture_prospects
from rapport.customers.prospects.contracts import ProspectLine
from rapport.customers.prospects.queries import get_prospect, list_prospects
from rapport.kernel.filters.api import narrow, parse, read_for
from rapport.kernel.identity.api import FieldRule, Scope
from rapport.kernel.tenancy.api import as_tenant

BOARD = "/prospects?face=board"
PLACES = (("Ada Lovelace", "GB", "London"), ("Bo 波", "CN", "杭州"), ("Cem Özgür", "DE", "Bonn"))


@pytest.fixture
def three(shop: Shop) -> list[ProspectLine]:
    """Three prospects of three countries, the first hot."""
    here = unit(shop, "north")
    people = [enter(shop, name, country=country, city=city, unit_id=here) for name, country, city in PLACES]
    drafts = [
        ProspectDraft(one.id, "visit", "Spring fair", warm)
        for one, warm in zip(people, ("hot", "", "cold"), strict=True)
    ]
    return capture_prospects(drafts, actor=shop.actor)


class TestBoard:
    def test_interest_changes_and_is_taken_back(
        self, shop: Shop, signed_in: Client, three: list[ProspectLine]
    ) -> None:
        page = signed_in.get(BOARD).content.decode()
        assert page.count("board-card") == 3
        assert "interest%3Aempty" in page
        cold = three[2]
        move = {"id": str(cold.id), "to": "", "query": BOARD}
        assert signed_in.post("/lists/prospect/board", move)["Location"] == BOARD
        assert self.interest(shop, cold) == ""
        undo = f"/prospects/{cold.id}/interest?to=cold&version={cold.version + 1}"
        assert undo in unescape(signed_in.get(BOARD).content.decode())
        signed_in.post(undo)
        assert self.interest(shop, cold) == "cold"
        assert signed_in.post(undo).status_code == 409
        del move["to"]
        assert signed_in.post("/lists/prospect/board", move).status_code == 422

    def interest(self, shop: Shop, line: ProspectLine) -> str:
        with as_tenant(shop.tenant_id):
            return get_prospect(line.id, actor=shop.actor).interest

    def test_asks_as_often_for_many_as_for_one(
        self, signed_in: Client, three: list[ProspectLine], django_assert_max_num_queries: Any
    ) -> None:
        for face in ("board", "calendar", "places", "places&by=country"):
            with django_assert_max_num_queries(25):
                assert signed_in.get(f"/prospects?face={face}").status_code == 200


class TestFields:
    def test_a_prospect_is_found_by_its_place(
        self, shop: Shop, signed_in: Client, three: list[ProspectLine]
    ) -> None:
        inside = signed_in.get("/prospects?face=places&by=country&at=CN").content.decode()
        assert "杭州" in inside
        assert "Bonn" not in inside
        rows = signed_in.get("/prospects?filter=country:is:CN;score:at_least:0").content.decode()
        assert rows.count("<tr data-id") == 1
        grouped = signed_in.get("/prospects?group=country").content.decode()
        assert "Germany" in grouped

    def test_what_a_role_hides_of_customers_is_hidden_here(
        self, shop: Shop, three: list[ProspectLine]
    ) -> None:
        careful = clerk(shop, scope=Scope.ALL, rules=(FieldRule("customer", "country", "hidden"),))
        with as_tenant(shop.tenant_id):
            assert "country" in read_for("prospect", shop.actor).fields
            assert "country" not in read_for("prospect", careful).fields
            rows = narrow(list_prospects(shop.actor), parse("city:is:Bonn"), "prospect", actor=shop.actor)
            assert rows.count() == 1


@pytest.mark.browser
def test_the_faces_are_seen(desk: Callable[[str], Page], three: list[ProspectLine]) -> None:
    page = desk(BOARD)
    expect(page.locator(".board-card")).to_have_count(3)
    check_accessible(page)
    look(page, "prospects-board")
    card = page.locator(".board-card", has_text="Cem")
    card.get_by_role("button").click()
    page.locator("[data-to=hot]").click()
    expect(page.locator('[data-place="hot"] .board-card')).to_have_count(2)
    for path, name in (("calendar", "prospects-calendar"), ("places&by=country", "prospects-places")):
        page = desk(f"/prospects?face={path}")
        check_accessible(page)
        look(page, name, alone=True)
