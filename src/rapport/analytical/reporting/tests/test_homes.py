"""Each reader's home: by what they may do, by what they chose; pinned, copied and shared."""

import gzip
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from tests.house import ApiCaller, Shop

from rapport.analytical.reporting.contracts.dashboards import BUILTINS, HOMES
from rapport.analytical.reporting.operations.homes import (
    change_dashboard,
    copy_dashboard,
    make_home,
    pin_dashboard,
)
from rapport.analytical.reporting.queries.dashboards import list_dashboards
from rapport.analytical.reporting.queries.homes import find_home, home_of_work
from rapport.kernel.errors import Clash, Forbidden
from rapport.kernel.identity.api import Grant, Scope, system_actor
from rapport.kernel.identity.rules import BUILTIN_ROLES
from rapport.kernel.tenancy.api import as_tenant


def test_each_role_decides_by_a_dashboard_of_its_own(shop: Shop) -> None:
    def home(*grants: Grant) -> str:
        return home_of_work(replace(shop.actor, kind="member", grants=grants))

    assert {name: home(*grants) for name, grants in BUILTIN_ROLES.items()} == {
        "admin": "owner",
        "manager": "team",
        "clerk": "desk",
        "analyst": "analysis",
    }
    assert home(Grant("create", "campaign", Scope.ALL)) == "marketing"
    assert home(Grant("create", "order", Scope.UNIT)) == "sales"
    assert home(Grant("view", "report", Scope.UNIT)) == "owner"
    assert all(BUILTINS[name].first_for and BUILTINS[name].leads for name in HOMES)


def test_a_reader_chooses_pins_copies_and_shares(marts: Shop) -> None:
    with as_tenant(marts.tenant_id):
        actor = marts.actor
        assert find_home(actor).name == "owner"
        assert make_home("sales", actor=actor).name == find_home(actor).name == "sales"
        pinned = pin_dashboard("products", True, actor=actor)
        assert (pinned.name, list_dashboards(actor)[0].name, len(pinned.tiles)) == ("products", "products", 8)
        assert not pin_dashboard("products", False, actor=actor).pinned
        mine = copy_dashboard("products", "Monday", shared="all", actor=actor)
        assert [one.question for one in mine.tiles] == [one.question for one in pinned.tiles]
        assert make_home(mine.name, actor=actor).standard
        assert find_home(actor).name == mine.name
        assert change_dashboard(mine.name, name="Tuesday", actor=actor).label == "Tuesday"
        with pytest.raises(Clash):
            change_dashboard("products", name="Mine", actor=actor)
        with pytest.raises(Forbidden):
            make_home("owner", actor=system_actor(marts.tenant_id))  # the system has no first page


def test_the_first_page_shows_it_and_leads_on(
    marts: Shop, signed_in: Client, django_assert_max_num_queries: Any
) -> None:
    assert "figures" in signed_in.get("/").content.decode()
    with django_assert_max_num_queries(25):
        card = signed_in.get("/home/cards/figures", headers={"HX-Request": "true"})
    text = card.content.decode()
    assert "€100" in text
    assert 'href="/worth"' in text
    assert len(gzip.compress(card.content)) < 10_000
    assert signed_in.post("/dashboards/sales/home").status_code == 302
    assert signed_in.get("/dashboards")["Location"] == "/dashboards/sales"
    assert signed_in.post("/dashboards/sales/pin").status_code == 302
    assert "/dashboards/sales" in signed_in.get("/lists/views").content.decode()
    made = signed_in.post("/dashboards/owner/copy", {"name": "Mine", "shared": "own"})
    here = made["Location"].partition("?")[0]
    assert "/lists/views/" in signed_in.get(here).content.decode()
    assert signed_in.post("/dashboards/nothing/home").status_code == 404


def test_programs_read_and_copy_but_have_no_home(marts: Shop, api: ApiCaller) -> None:
    assert api.get("/reports/home").json()["name"] == "owner"
    assert api.call("put", "/reports/home", {"dashboard": "nothing"}).status_code == 404
    assert api.call("put", "/reports/home", {"dashboard": "sales"}).status_code == 403
    assert api.patch("/reports/dashboards/owner", {"pinned": True}).status_code == 403
