"""The list of customers by several columns: its address, its heads, its menu, a view, a program's call."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from tests.browser import SCREENS, SIZES, check_accessible, look
from tests.house import ApiCaller, Shop

from rapport.customers.party.api import list_customers
from rapport.customers.party.models import Party
from rapport.customers.party.tests.crowds import enter_crowd
from rapport.customers.party.tests.people import clerk, enter
from rapport.kernel.errors import Invalid
from rapport.kernel.fields.api import define_field, write_values_bulk
from rapport.kernel.identity.api import FieldRule, Scope
from rapport.kernel.tenancy.api import as_tenant

PEOPLE = (("Bea", "DE", 500), ("Ada", "DE", 500), ("Cem", "DE", 900), ("Dot", "AT", 100), ("Eve", "", 0))
SORTED = "country,-spent,name"


@pytest.fixture
def five(shop: Shop) -> list[Any]:
    """Five customers of two countries and none, four of whom bought."""
    people = [enter(shop, name, country=country) for name, country, _spent in PEOPLE]
    with as_tenant(shop.tenant_id):
        for person, (_name, _country, spent) in zip(people, PEOPLE, strict=True):
            Party.objects.filter(id=person.id).update(
                order_count=bool(spent), spent_minor=spent, currency="EUR" if spent else ""
            )
    return people


def names_in(page: str) -> list[str]:
    return re.findall(r"<bdi>(Ada|Bea|Cem|Dot|Eve)</bdi></a>", page)


class TestPage:
    def test_each_next_column_sorts_what_is_equal(
        self, shop: Shop, signed_in: Client, five: list[Any], django_assert_max_num_queries: Any
    ) -> None:
        with django_assert_max_num_queries(25):
            page = signed_in.get(f"/customers?sort={SORTED}").content.decode()
        assert names_in(page) == ["Dot", "Cem", "Ada", "Bea", "Eve"]
        assert page.count('class="rank"') == 3
        assert page.count("aria-sort=") == 1
        turned = signed_in.get("/customers?sort=-country,spent,-name").content.decode()
        assert names_in(turned) == ["Bea", "Ada", "Cem", "Dot", "Eve"]

    def test_the_menu_says_it_as_well_and_a_view_keeps_it(
        self, shop: Shop, signed_in: Client, five: list[Any]
    ) -> None:
        asked = {"HX-Request": "true", "HX-Target": "list-customers"}
        part = signed_in.get("/customers?sort=country&sort=-spent&sort=name", headers=asked)
        assert part["HX-Push-Url"] == "/customers?sort=country%2C-spent%2Cname"
        kept = signed_in.post(
            f"/lists/customer/views?query=sort%3D{SORTED}", {"name": "Mine", "shared": "own"}
        )
        opened = signed_in.get(kept["Location"]).content.decode()
        assert names_in(opened) == ["Dot", "Cem", "Ada", "Bea", "Eve"]

    def test_says_no_more_than_it_may(self, signed_in: Client, five: list[Any]) -> None:
        for nonsense in ("nonsense", "tenant_id,-password", ",,", "-", "name,name,name", "x" * 9_000):
            assert signed_in.get(f"/customers?sort={nonsense}").status_code == 200
        page = signed_in.get("/customers?sort=country,-spent,name,city").content.decode()
        assert page.count('class="rank"') == 3

    def test_own_fields_take_part_and_their_numbers_are_added_up(
        self, shop: Shop, signed_in: Client, five: list[Any]
    ) -> None:
        define_field("customer", "cups", "Cups a day", "integer", actor=shop.actor)
        with as_tenant(shop.tenant_id):
            cups = [(five[0].id, {"cups": 3}), (five[1].id, {"cups": 3}), (five[3].id, {"cups": 9})]
            write_values_bulk("customer", cups, actor=shop.actor)
        page = signed_in.get("/customers?sort=-field.cups,name&cols=name,field.cups").content.decode()
        assert names_in(page) == ["Dot", "Ada", "Bea", "Cem", "Eve"]
        figures = page.partition("list-figures")[2]
        assert re.search(r"Cups a day.*15.*5", figures, re.DOTALL)
        assert "Cups a day" not in signed_in.get("/customers").content.decode().partition("list-figures")[2]
        grouped = signed_in.get("/customers?group=country&cols=name,field.cups").content.decode()
        assert re.search(r"Germany.*?>6<", grouped, re.DOTALL)
        part = signed_in.get("/customers?cols=name,field.cups&exact=1", headers={"HX-Request": "true"})
        assert "15" in part.content.decode()


class TestPrograms:
    def test_sort_by_several_page_by_page(self, api: ApiCaller, five: list[Any]) -> None:
        seen, cursor = [], ""
        for _page in range(3):
            answer = api.get(f"/customers?sort={SORTED}&limit=2{cursor}").json()
            seen += [one["name"] for one in answer["items"]]
            cursor = f"&cursor={answer['next']}"
        assert seen == ["Dot", "Cem", "Ada", "Bea", "Eve"]
        assert api.get("/customers?sort=country,-spent,name,city").status_code == 422
        assert api.get("/customers?sort=country,nonsense").status_code == 422

    def test_what_a_role_hides_cannot_be_sorted_by(self, shop: Shop, five: list[Any]) -> None:
        careful = clerk(shop, scope=Scope.ALL, rules=(FieldRule("customer", "spent_minor", "hidden"),))
        with as_tenant(shop.tenant_id):
            assert len(list_customers(careful, sort="country,name").rows) == 5
            for sort in ("-spent", "country,spent"):
                with pytest.raises(Invalid):
                    list_customers(careful, sort=sort)


@pytest.mark.browser
class TestBrowser:
    def test_by_mouse(self, desk: Callable[[str], Page], shop: Shop) -> None:
        enter_crowd(shop)
        page = desk("/customers?sort=country")
        page.get_by_role("columnheader", name="Name").get_by_role("link").click(modifiers=["Shift"])
        expect(page.locator("th .rank")).to_have_count(2)
        assert "sort=country%2Cname" in page.url
        page.get_by_role("columnheader", name="Name").get_by_role("link").click(modifiers=["Shift"])
        page.wait_for_url("**sort=country%2C-name**")
        page.get_by_role("columnheader", name="Name").get_by_role("link").click()
        expect(page.locator("th .rank")).to_have_count(0)

    def test_by_keyboard_and_seen(self, desk: Callable[[str], Page], shop: Shop) -> None:
        enter_crowd(shop)
        page = desk("/customers")
        page.keyboard.press("s")
        menu = page.locator("#sort-customers")
        expect(menu).to_be_visible()
        first = menu.get_by_label("First by")
        expect(first).to_be_focused()
        first.select_option("stage")
        menu.get_by_label("Then by").first.select_option("-spent")
        check_accessible(page)
        page.screenshot(path=SCREENS / "customers-sort-menu-desk.png", animations="disabled")
        menu.get_by_role("button", name="Sort").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**sort=stage%2C-spent")
        expect(page.locator("th .rank")).to_have_count(2)
        check_accessible(page)
        look(page, "customers-sorted")

    def test_on_a_phone(self, desk: Callable[[str], Page], shop: Shop) -> None:
        enter_crowd(shop)
        page = desk("/customers")
        width, height = SIZES["phone"]
        page.set_viewport_size({"width": width, "height": height})
        page.get_by_role("button", name="Sort", exact=True).click()
        menu = page.locator("#sort-customers")
        menu.get_by_label("First by").select_option("country")
        box = menu.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        page.screenshot(path=SCREENS / "customers-sort-menu-phone.png", animations="disabled")
        menu.get_by_role("button", name="Sort").click()
        page.wait_for_url("**sort=country")
