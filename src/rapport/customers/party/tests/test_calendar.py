"""Customers on a calendar: by birthdays that come round, by days of own fields, moved from day to day."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from tests.browser import check_accessible, look
from tests.house import Shop

from rapport.customers.party.api import create_customers
from rapport.customers.party.operations.custom import set_custom_fields
from rapport.customers.party.queries.states import get_customer
from rapport.customers.party.tests.people import draft, enter
from rapport.kernel.fields.api import FieldType, define_field
from rapport.kernel.tenancy.api import as_tenant

PAGE = "/customers?face=calendar"
Desk = Callable[[str], Page]


def own_day(shop: Shop, type: FieldType = "date") -> str:
    """A field of the business's own."""
    return define_field("customer", f"visit_{type}", "Next visit", type, actor=shop.actor).code


def held(shop: Shop, customer: UUID, code: str) -> Any:
    with as_tenant(shop.tenant_id):
        return get_customer(customer, actor=shop.actor).custom.get(code)


class TestCalendar:
    def test_birthdays_come_round_each_year(self, shop: Shop, signed_in: Client) -> None:
        enter(shop, "Ada", birth_date=date(1985, 11, 3))
        enter(shop, "Leap", birth_date=date(2004, 2, 29))
        november = signed_in.get(f"{PAGE}&by=birth_date&at=2026-11").content.decode()
        assert "Ada" in november
        assert "Leap" not in november
        assert "birth_date%3Ayearly%3A2026-11-03" in november
        assert "Leap" in signed_in.get(f"{PAGE}&by=birth_date&at=2026-02").content.decode()
        week = signed_in.get(f"{PAGE}&by=birth_date&at=2026-W45").content.decode()
        assert week.count("data-place=") == 7
        rows = signed_in.get("/customers?filter=birth_date:yearly:2026-11-03").content.decode()
        assert "Ada" in rows
        assert "Leap" not in rows

    def test_a_day_of_an_own_field_is_moved_and_taken_back(self, shop: Shop, signed_in: Client) -> None:
        code, customer = own_day(shop), enter(shop, "Ada")
        set_custom_fields(customer.id, {code: "2026-11-03"}, actor=shop.actor, version=customer.version)
        page = f"{PAGE}&by=custom.{code}&at=2026-11"
        assert (
            'data-move="/lists/customer/calendar/custom.visit_date"' in signed_in.get(page).content.decode()
        )
        address = f"/lists/customer/calendar/custom.{code}"
        moved = signed_in.post(address, {"id": str(customer.id), "to": "2026-11-20", "query": page})
        assert moved["Location"] == page
        assert held(shop, customer.id, code) == "2026-11-20"
        undo = f"/customers/{customer.id}/custom/{code}/undo?to=2026-11-03&version={customer.version + 2}"
        assert signed_in.post(undo).status_code == 204
        assert held(shop, customer.id, code) == "2026-11-03"

    def test_a_moment_keeps_its_hour(self, shop: Shop, signed_in: Client) -> None:
        code, customer = own_day(shop, "timestamp"), enter(shop, "Ada")
        set_custom_fields(customer.id, {code: "2026-11-03T09:30"}, actor=shop.actor, version=customer.version)
        before = datetime.fromisoformat(str(held(shop, customer.id, code)))
        address = f"/lists/customer/calendar/custom.{code}"
        assert signed_in.post(address, {"id": str(customer.id), "to": "2026-11-20"}).status_code == 302
        after = datetime.fromisoformat(str(held(shop, customer.id, code)))
        assert after.astimezone(UTC) - before.astimezone(UTC) == date(2026, 11, 20) - date(2026, 11, 3)

    def test_refuses_what_is_no_card_day_or_field(
        self, shop: Shop, other_shop: Shop, signed_in: Client
    ) -> None:
        code, theirs = own_day(shop), enter(other_shop, "Eve")
        ours = enter(shop, "Ada")
        for field, card, to, status in (
            (f"custom.{code}", str(theirs.id), "2026-11-20", 404),
            (f"custom.{code}", "nonsense", "2026-11-20", 422),
            (f"custom.{code}", str(ours.id), "2026-11-31", 422),
            (f"custom.{code}", str(ours.id), "9999-01-01", 422),
            ("custom.none", str(ours.id), "2026-11-20", 404),
            ("birth_date", str(ours.id), "2026-11-20", 404),
            ("nonsense", str(ours.id), "2026-11-20", 404),
        ):
            answer = signed_in.post(f"/lists/customer/calendar/{field}", {"id": card, "to": to})
            assert answer.status_code == status, (field, card, to)
        assert signed_in.post("/lists/order/calendar/placed_at", {"id": str(ours.id)}).status_code == 404

    @pytest.mark.parametrize("at", ["2026-13", "0000-01", "9999-12", "2026-W99", "x", "week", "2026-W53"])
    def test_a_place_that_is_none_is_the_present(self, shop: Shop, signed_in: Client, at: str) -> None:
        enter(shop, "Ada")
        assert signed_in.get(f"{PAGE}&by=birth_date&at={at}").status_code == 200

    def test_asks_as_often_for_many_as_for_one(
        self, shop: Shop, signed_in: Client, django_assert_max_num_queries: Any
    ) -> None:
        drafts = [draft(f"N {number:03}", birth_date=date(1990, 11, 1 + number % 3)) for number in range(360)]
        create_customers(drafts, actor=shop.actor)
        with django_assert_max_num_queries(25):
            text = signed_in.get(f"{PAGE}&by=birth_date&at=2026-11").content.decode()
        assert text.count("calendar-card") == 12
        assert "100+" in text
        assert "96+ more" in text


@pytest.mark.browser
def test_cards_go_to_another_day_by_mouse_keyboard_and_menu(desk: Desk, shop: Shop) -> None:
    code = own_day(shop)
    ids = []
    for number in range(9):
        customer = enter(shop, f"Customer {number} 王小明")
        day = f"2026-11-{3 + number // 7:02}"
        set_custom_fields(customer.id, {code: day}, actor=shop.actor, version=customer.version)
        ids.append(customer.id)
    page = desk(f"{PAGE}&by=custom.{code}&at=2026-11")
    card = page.locator(f"[data-id='{ids[0]}']")
    card.focus()
    page.keyboard.press("Alt+ArrowRight")
    expect(page.locator("[data-place='2026-11-04']").locator("[data-id]")).to_have_count(3)
    assert held(shop, ids[0], code) == "2026-11-04"
    page.locator(f"[data-id='{ids[1]}']").drag_to(page.locator("[data-place='2026-11-18']"))
    expect(page.locator("[data-place='2026-11-18']").locator("[data-id]")).to_have_count(1)
    moved = page.locator(f"[data-id='{ids[1]}']")
    moved.hover()
    moved.get_by_role("button", name="Move").click()
    page.locator("[data-places] input[type=date]").fill("2026-11-25")
    page.locator("[data-places] button").click()
    expect(page.locator("[data-place='2026-11-25']").locator("[data-id]")).to_have_count(1)
    check_accessible(page)
    look(page, "calendar-customers")
    desk(f"{PAGE}&by=custom.{code}&at=2026-W45")
    check_accessible(page)
    look(page, "calendar-customers-week", alone=True)
