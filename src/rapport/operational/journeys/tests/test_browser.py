"""A journey drawn in a browser, by the mouse and by the keys alone, and its pages as they are seen."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from tests.browser import check_accessible, look
from tests.house import Shop

from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.journeys.api import JourneyDraft, create_journey, enter_customer
from rapport.operational.journeys.queries.journeys import get_draft, get_journey
from rapport.operational.journeys.tests.walking import chain, forward, journey, people, walk

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases="__all__")]


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_a_journey_is_drawn_by_mouse_and_by_keys(shop: Shop, desk: Callable[[str], Page]) -> None:
    made = create_journey(JourneyDraft("Welcome"), actor=shop.actor)
    page = desk(f"/journeys/{made.id}/draw")
    board, panel = page.locator("#journey-board"), page.locator("#journey-panel")

    def drawn() -> list[str]:
        """Return the kinds of the steps along their first ways, as they are kept."""
        with as_tenant(shop.tenant_id):
            graph = get_draft(get_journey(made.id, actor=shop.actor))
        found, node = list[str](), graph.entry
        while node.kind != "exit":
            node = graph.nodes[next(iter(node.after.values()))]
            found.append(node.kind)
        return found[:-1]

    # By the mouse: a step put into the only place, set, and another dragged in front of it.
    board.get_by_role("button", name="Add a step here").click()
    panel.get_by_role("button", name="Wait", exact=True).click()
    panel.get_by_label("How long").fill("3")
    panel.get_by_role("button", name="Save").click()
    expect(board.get_by_role("button", name="Wait: 3 days")).to_be_focused()
    board.locator(".journey-plus").last.click()
    panel.get_by_role("button", name="Change a tag", exact=True).click()
    expect(panel.get_by_role("button", name="Remove this step")).to_be_visible()
    panel.get_by_label("Tag").fill("greeted")
    panel.get_by_role("button", name="Save").click()
    expect(board.get_by_role("button", name="Change a tag: greeted")).to_be_visible()
    assert drawn() == ["wait", "tag"]
    board.get_by_role("button", name="Change a tag: greeted").drag_to(board.locator(".journey-plus").first)
    expect(board.locator(".journey-open").nth(1)).to_have_accessible_name("Change a tag: greeted")
    assert drawn() == ["tag", "wait"]

    # By the keys: down to the last place, a branch put there, taken back, done again, and removed.
    board.get_by_role("button", name=re.compile("Way in")).focus()
    press(page, *["ArrowDown"] * 5)
    expect(board.locator(".journey-plus").last).to_be_focused()
    press(page, "Enter")
    expect(panel.get_by_role("button", name="Wait", exact=True)).to_be_focused()
    panel.get_by_role("button", name="Branch", exact=True).focus()
    press(page, "Enter")
    branch = board.get_by_role("button", name=re.compile("^Branch"))
    expect(branch).to_be_focused()
    expect(branch).to_have_accessible_name("Branch (not ready)")
    check_accessible(page)
    press(page, "ArrowRight")
    expect(board.get_by_role("button", name="Add a step here: No")).to_be_focused()
    press(page, "Control+z")
    expect(branch).to_have_count(0)
    board.get_by_role("button", name="Do again").click()
    branch.focus()
    press(page, "Delete")
    expect(branch).to_have_count(0)
    assert drawn() == ["tag", "wait"]
    page.goto(page.url + "?step=n2")
    look(page, "journey-drawing", whole=True)


def test_a_journey_is_seen_with_everybody_on_it(shop: Shop, desk: Callable[[str], Page]) -> None:
    wait = ("wait", {"amount": 2, "unit": "days"})
    line = journey(shop, chain(wait, ("split", {"share": 50}), ("tag", {"tag": "new"}), wait))
    for one in people(shop, 6):
        enter_customer(line.id, one, actor=shop.actor)
    walk(shop)
    forward(shop, timedelta(days=2))
    walk(shop)
    for path, name in (
        (f"/journeys/{line.id}", "journey"),
        ("/journeys", "journeys"),
        ("/journeys/people", "journey-people"),
    ):
        page = desk(path)
        page.get_by_role("heading", level=1).wait_for()
        check_accessible(page)
        look(page, name, whole=True, alone=True)
