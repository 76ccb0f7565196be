"""The live page: fresh by itself, plain without scripts, large on a wall; and the pages of triggers."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from tests.browser import check_accessible, look
from tests.house import Shop

from rapport.bigdata.realtime.operations.triggers import add_trigger
from rapport.bigdata.realtime.tests.telling import ago, event, tell
from rapport.kernel.tenancy.api import as_tenant
from rapport.kernel.views.api import create_view

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")
Open = Callable[[str], Page]


def fill(shop: Shop) -> None:
    """Let a shop have visitors."""
    add_trigger(
        {"name": "Cannot decide", "kind": "times", "event": "product", "times": 3, "minutes": 10},
        actor=shop.actor,
    )
    teas = (
        ("T-1", "Longjing, first harvest"),
        ("T-2", "Oolong"),
        ("T-3", "White peony, long name"),
    )
    events = []
    for number in range(24):
        who, at = f"v{number}", 0.5 + number * 1.2
        events.append(
            event(
                shop, who, "page", ago(at + 1), url="https://tea.example/", referrer="https://search.example"
            )
        )
        sku, product = teas[number % 3 if number % 4 else 0]
        goods = {"sku": sku, "product": product, "category": "tea", "quantity": 1}
        events += [
            event(shop, who, "product", ago(at + 0.5 - step / 10), **goods) for step in range(number % 4)
        ]
        if number % 3 == 0:
            events.append(event(shop, who, "cart", ago(at + 0.3), **goods))
        if number % 6 == 0:
            events += [event(shop, who, what, ago(at + 0.2)) for what in ("checkout", "order")]
    events.append(event(shop, "v1", "error", ago(2), more={"message": "Payment page does not load"}))
    events.append(event(shop, "v2", "page", ago(2), url="https://tea.example/?utm_source=newsletter"))
    tell(shop, *events)


def test_the_page_costs_few_queries(
    shop: Shop, signed_in: Client, django_assert_max_num_queries: Any
) -> None:
    fill(shop)
    signed_in.get("/now")
    with django_assert_max_num_queries(20):
        answer = signed_in.get("/now/part")
    assert "Longjing" in answer.content.decode()


def test_without_scripts_the_page_asks_again_by_itself(shop: Shop, signed_in: Client) -> None:
    fill(shop)
    text = signed_in.get("/now").content.decode()
    assert '<noscript><meta http-equiv="refresh"' in text
    assert "Longjing" in text


def test_only_who_may_see_it(shop: Shop, other_shop: Shop, signed_in: Client) -> None:
    fill(other_shop)
    text = signed_in.get("/now").content.decode()
    assert "Longjing" not in text
    assert Client().get("/now").status_code == 302


@pytest.mark.browser
class TestInTheBrowser:
    def test_figures_move_while_one_looks(self, shop: Shop, desk: Open) -> None:
        page = desk("/now")
        expect(page.get_by_text("Nothing tells yet what visitors do")).to_be_visible()
        check_accessible(page)
        look(page, "now-nobody")
        tell(shop, event(shop, "v1", "page", ago(0.1), url="https://tea.example/"))
        page.evaluate("document.body.dispatchEvent(new Event('realtime-changed'))")  # as heard at /live
        expect(page.locator("[data-figure=visitors]")).to_have_text("1", timeout=60_000)
        fill(shop)
        page = desk("/now")
        expect(page.get_by_text("Longjing, first harvest")).to_be_visible()
        expect(page.get_by_text("Payment page does not load")).to_be_visible()
        check_accessible(page)
        look(page, "now")
        page.set_viewport_size({"width": 1920, "height": 1080})
        page.get_by_role("link", name="For the wall").click()
        expect(page.get_by_role("link", name="Leave the wall")).to_be_visible()
        expect(page.get_by_role("link", name="Orders")).not_to_be_visible()
        check_accessible(page)
        look(page, "now-wall")

    def test_a_marketer_keeps_a_trigger(self, shop: Shop, desk: Open) -> None:
        with as_tenant(shop.tenant_id):
            create_view("customer", "Berlin", "filter=country:is:DE", actor=shop.actor)
        page = desk("/settings/triggers")
        expect(page.get_by_text("Nothing is looked out for yet")).to_be_visible()
        page.get_by_role("link", name="New trigger").first.click()
        check_accessible(page)
        look(page, "trigger-new")
        page.get_by_label("Name").fill("Cart left")
        page.get_by_label("Left a cart alone").check()
        expect(page.get_by_label("How often")).not_to_be_visible()
        page.get_by_label("Minutes").fill("30")
        page.get_by_label("Who", exact=True).select_option(label="Berlin")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("Cart left alone for 30 minutes")).to_be_visible()
        expect(page.get_by_text("It did not fire yet.")).to_be_visible()
        check_accessible(page)
        page.get_by_role("link", name="Edit").click()
        page.get_by_label("Minutes").fill("45")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("Cart left alone for 45 minutes")).to_be_visible()
        fill(shop)
        page = desk("/settings/triggers")
        expect(page.get_by_role("link", name="Cannot decide")).to_be_visible()
        look(page, "triggers")
        page.get_by_role("link", name="Cannot decide").click()
        expect(page.get_by_role("cell", name="T-1").first).to_be_visible()
        look(page, "trigger")
        page.get_by_role("button", name="Switch off").click()
        expect(page.get_by_role("button", name="Switch on")).to_be_visible()
        page.get_by_role("button", name="Remove").click()
        expect(page.get_by_role("link", name="Cannot decide")).not_to_be_visible()
