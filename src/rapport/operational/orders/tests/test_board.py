"""Orders and customers on a board: in lanes, moved by mouse and by keyboard as their pages do."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from tests.browser import check_accessible, look
from tests.house import Shop

from rapport.customers.party.models import Party
from rapport.customers.party.tests.people import enter
from rapport.kernel.identity import api as identity
from rapport.kernel.identity.api import Grant
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.orders.contracts import NewLine, NewOrder
from rapport.operational.orders.models import Order
from rapport.operational.orders.operations import place_order

BOARD = "/orders?face=board&sort=number"


def place(shop: Shop, *numbers: str) -> list[Order]:
    lines = (NewLine(quantity=Decimal(1), unit_price=Decimal(5), description="Tea"),)
    return [
        place_order(
            NewOrder(lines=lines, number=one, guest_name=f"Guest {one}", note="<b>"), actor=shop.actor
        )
        for one in numbers
    ]


def status_of(shop: Shop, order: Order) -> str:
    with as_tenant(shop.tenant_id):
        return Order.objects.get(id=order.id).status


class TestBoard:
    def test_moves_as_the_page_does_and_back(self, shop: Shop, signed_in: Client) -> None:
        (order,) = place(shop, "A")
        move = {"id": str(order.id), "to": "shipped", "query": BOARD}
        assert signed_in.post("/lists/order/board", move)["Location"] == BOARD
        assert status_of(shop, order) == "shipped"
        assert signed_in.post("/lists/order/board", {**move, "to": "placed"}).status_code == 409
        assert signed_in.post(f"/orders/{order.id}/status/back").status_code == 302
        assert status_of(shop, order) == "placed"

    def test_refuses_what_is_no_card_or_lane(self, shop: Shop, other_shop: Shop, signed_in: Client) -> None:
        (theirs,) = place(other_shop, "X")
        ours = str(place(shop, "A")[0].id)
        for kind, card, lane, status in (
            ("order", str(theirs.id), "paid", 404),
            ("order", ours, "nonsense", 422),
            ("order", "nonsense", "paid", 422),
            ("product", ours, "mature", 404),
            ("nonsense", ours, "mature", 404),
        ):
            answer = signed_in.post(f"/lists/{kind}/board", {"id": card, "to": lane})
            assert answer.status_code == status, (kind, card, lane)

    def test_a_reader_sees_and_does_not_move(self, shop: Shop, client_of: Callable[[Any], Client]) -> None:
        (order,) = place(shop, "A")
        role = identity.create_role("Reader", actor=shop.actor)
        identity.set_grants(role.id, [Grant("view", "order")], actor=shop.actor)
        person = identity.create_person(f"reader@{shop.slug}.example", "Rea Der")
        reader = client_of(identity.add_member(shop.tenant_id, person, [role.code]))
        text = reader.get(BOARD).content.decode()
        assert "Guest A" in text
        assert "&lt;bdi" not in text
        assert "data-move" not in text
        moved = reader.post("/lists/order/board", {"id": str(order.id), "to": "paid"})
        assert moved.status_code == 403

    def test_asks_as_often_for_many_as_for_one(
        self, shop: Shop, signed_in: Client, django_assert_max_num_queries: Any
    ) -> None:
        place(shop, *(f"N-{number:02}" for number in range(30)))
        with django_assert_max_num_queries(25):
            text = signed_in.get(BOARD).content.decode()
        assert text.count("board-card") == 25
        assert "All of them" in text

    def test_customers_stand_by_stage(self, shop: Shop, signed_in: Client) -> None:
        ada = enter(shop, "Ada")
        page = signed_in.get("/customers?face=board").content.decode()
        assert "Ada" in page
        signed_in.post("/lists/customer/board", {"id": str(ada.id), "to": "former"})
        with as_tenant(shop.tenant_id):
            assert Party.objects.get(id=ada.id).stage == "former"


@pytest.mark.browser
def test_cards_are_moved_by_keyboard_and_mouse(desk: Callable[[str], Page], shop: Shop) -> None:
    first, second = place(shop, "A", "B")
    page = desk(BOARD)
    placed, paid = page.locator("[data-place=placed]"), page.locator("[data-place=paid]")
    card = page.locator(f"[data-id='{first.id}']")
    card.focus()
    page.keyboard.press("Alt+ArrowRight")
    expect(paid.locator("[data-id]")).to_have_count(1)
    page.locator(f"[data-id='{second.id}']").drag_to(paid)
    expect(placed.locator("[data-id]")).to_have_count(0)
    expect(paid.locator("[data-id]")).to_have_count(2)
    assert (status_of(shop, first), status_of(shop, second)) == ("paid", "paid")
    check_accessible(page)
    look(page, "board-orders")


@pytest.mark.browser
def test_a_card_is_carried_by_a_finger_that_rests_on_it(desk: Callable[[str], Page], shop: Shop) -> None:
    ada = enter(shop, "Ada")
    page = desk("/customers?face=board")
    page.set_viewport_size({"width": 390, "height": 844})
    fingers = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        told = [{"x": x, "y": y} for x, y in points]
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": told})

    card, begun = page.locator(f"[data-id='{ada.id}']"), page.locator(f"[data-place={ada.stage}]")
    beside = page.locator(f"[data-place={ada.stage}] + [data-place]")
    box = card.bounding_box()
    assert box is not None
    x, y = box["x"] + 12, box["y"] + box["height"] - 4
    touch("touchStart", (x, y))
    expect(page.locator(".carried")).to_have_count(1)
    touch("touchMove", (x + 40, y))
    touch("touchMove", (385, y))
    expect(begun).not_to_be_in_viewport(ratio=0.2)
    touch("touchMove", (195, y))  # away from the edge, so the board stands still, wherever it has come to
    box = beside.bounding_box()
    assert box is not None
    touch("touchMove", (box["x"] + box["width"] / 2, y))
    expect(beside).to_contain_class("over")
    stage = beside.get_attribute("data-place")
    touch("touchEnd")
    expect(page.locator(f"[data-place={stage}] [data-id]")).to_have_count(1)
    with as_tenant(shop.tenant_id):
        assert Party.objects.get(id=ada.id).stage == stage
    card.get_by_role("button", name="Move").click()
    page.locator(f"[data-to={ada.stage}]").click()
    expect(begun.locator("[data-id]")).to_have_count(1)
    check_accessible(page)
