"""Orders and customers by place, and what all that matches adds up to beside the list."""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from tests.browser import check_accessible, look
from tests.house import Shop

from rapport.customers.party.contracts import AddressDraft
from rapport.customers.party.models import Party
from rapport.customers.party.tests.people import enter, unit
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.orders.contracts import NewLine, NewOrder
from rapport.operational.orders.models import Order
from rapport.operational.orders.operations import place_order
from rapport.ui.api import Total
from rapport.ui.http.records import page as list_page

PLACES = "/orders?face=places"


def order(
    shop: Shop, price: int, currency: str = "EUR", unit_id: UUID | None = None, country: str = ""
) -> None:
    lines = (NewLine(quantity=Decimal(1), unit_price=Decimal(price), description="Tea"),)
    placed = place_order(NewOrder(lines=lines, currency=currency, guest_name="Guest"), actor=shop.actor)
    with as_tenant(shop.tenant_id):
        Order.objects.filter(id=placed.id).update(unit_id=unit_id, country=country)


def words_of(page: str) -> str:
    """The text of a page with its markup taken away."""
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


@pytest.fixture
def tree(shop: Shop) -> dict[str, UUID]:
    """A group with a region and two shops in it; orders here and there, one in dollars, one nowhere."""
    group = unit(shop, "group")
    region = unit(shop, "region", group)
    units = {"group": group, "region": region}
    units |= {name: unit(shop, name, region) for name in ("berlin", "munich")}
    for name, price in (("berlin", 10), ("berlin", 20), ("munich", 30), ("region", 5)):
        order(shop, price, unit_id=units[name], country="DE")
    order(shop, 7, "USD", units["berlin"], "US")
    order(shop, 3)
    return units


class TestPlaces:
    def test_units_hold_what_lies_below_them(
        self, shop: Shop, signed_in: Client, tree: dict[str, UUID]
    ) -> None:
        page = signed_in.get(PLACES).content.decode()
        text = words_of(page)
        assert "Group 5 83% €65.00 · $7.00" in text
        assert f"unit%3Aunder%3A{tree['region']}" in page
        assert "Nothing 1" in text
        inside = words_of(signed_in.get(f"{PLACES}&at={tree['region']}").content.decode())
        assert "Directly in Region 1" in inside
        assert "Berlin 3" in inside
        assert "Together 5" in inside
        rows = signed_in.get(f"/orders?filter=unit:under:{tree['region']}").content.decode()
        assert rows.count("<tr data-id") == 5

    def test_countries_lead_to_their_cities(self, shop: Shop, signed_in: Client) -> None:
        for name, city, country in (("Ada", "Berlin", "DE"), ("Bob", "Bonn", "DE"), ("王", "杭州", "CN")):
            enter(shop, name, city=city, country=country)
        page = "/customers?face=places&by=country"
        assert "Germany 2" in words_of(signed_in.get(page).content.decode())
        inside = signed_in.get(f"{page}&at=DE").content.decode()
        assert "Berlin 1" in words_of(inside)
        assert "杭州" not in inside
        assert "country%3Ais%3ADE%3Bcity%3Ais%3ABerlin" in inside
        for nonsense in ("XX", "%00", "x" * 500):
            assert "Germany 2" in words_of(signed_in.get(f"{page}&at={nonsense}").content.decode())

    def test_a_region_stands_between_country_and_city(self, shop: Shop, signed_in: Client) -> None:
        west, home = (
            AddressDraft(region="Zhejiang/西", city="杭州"),
            AddressDraft(region="Beijing", city="北京"),
        )
        enter(shop, "王", city="杭州", country="CN", addresses=(home, replace(west, preferred=True)))
        enter(shop, "李", city="宁波", country="CN", addresses=(west,))
        enter(shop, "陈", city="北京", country="CN", addresses=(home,))
        enter(shop, "张", city="上海", country="CN")
        page = "/customers?face=places&by=country"
        regions = signed_in.get(f"{page}&at=CN").content.decode()
        assert "Zhejiang/西 2" in words_of(regions)
        assert "Beijing 1" in words_of(regions)
        assert "Nothing 1" in words_of(regions)
        cities = words_of(signed_in.get(f"{page}&at=CN/Zhejiang%252F西").content.decode())
        assert "杭州 1" in cities
        assert "北京" not in cities
        assert "上海 1" in words_of(signed_in.get(f"{page}&at=CN/").content.decode())
        rows = signed_in.get("/customers?filter=country:is:CN;region:is:Zhejiang/西").content.decode()
        assert rows.count("<tr data-id") == 2

    def test_asks_as_often_for_many_as_for_one(
        self, shop: Shop, signed_in: Client, tree: dict[str, UUID], django_assert_max_num_queries: Any
    ) -> None:
        with django_assert_max_num_queries(25):
            signed_in.get(PLACES)


class TestFigures:
    def test_sums_and_averages_stand_by_currency(
        self, shop: Shop, signed_in: Client, tree: dict[str, UUID]
    ) -> None:
        text = words_of(signed_in.get("/orders").content.decode())
        assert "Total €68.00 · $7.00 on average €13.60 · $7.00" in text
        narrowed = words_of(signed_in.get("/orders?filter=currency:is:USD").content.decode())
        assert "Total $7.00 on average $7.00" in narrowed

    def test_many_rows_are_added_up_with_their_exact_count(
        self, shop: Shop, signed_in: Client, tree: dict[str, UUID], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        guess = Total(12_345, exact=False, exact_link="/orders?exact=1")
        monkeypatch.setattr(list_page, "_total", lambda asked, counted: guess)
        first = signed_in.get("/orders").content.decode()
        assert "€68.00" not in first.partition("list-figures")[2]
        part = signed_in.get("/orders?exact=1", HTTP_HX_REQUEST="true").content.decode()
        assert 'hx-swap-oob="true"' in part
        assert words_of(part).startswith("6 Total €68.00")

    def test_numbers_and_buyers_alone_count(self, shop: Shop, signed_in: Client) -> None:
        ada, _bob = enter(shop, "Ada"), enter(shop, "Bob")
        with as_tenant(shop.tenant_id):
            Party.objects.filter(id=ada.id).update(order_count=3, spent_minor=900, currency="EUR")
        text = words_of(signed_in.get("/customers").content.decode())
        assert "Orders 3 on average 1.5" in text
        assert "Spent €9.00 on average €9.00" in text


@pytest.mark.browser
def test_places_and_sums_are_seen(desk: Callable[[str], Page], shop: Shop, tree: dict[str, UUID]) -> None:
    page = desk(PLACES)
    expect(page.get_by_role("link", name="Region")).to_be_visible()
    check_accessible(page)
    look(page, "places-orders")
    page.get_by_role("link", name="Region").click()
    expect(page.get_by_role("row", name="Directly in Region")).to_be_visible()
    page.get_by_role("link", name="Berlin", exact=True).click()
    expect(page.locator("tbody tr[data-id]")).to_have_count(3)
    expect(page.locator(".list-figures")).to_contain_text("€30.00")
    check_accessible(page)
    look(page, "sums-orders")
