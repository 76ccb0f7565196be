"""Editing a customer in a browser: two people at one field, a line that breaks, a mention, a way back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.browser import SCREENS, check_accessible
from tests.house import Shop

from rapport.customers.party.api import CustomerState, get_customer, update_customer
from rapport.customers.party.tests.people import enter
from rapport.customers.timeline.models import Note
from rapport.kernel.identity.models import Member
from rapport.kernel.ids import new_id
from rapport.kernel.tenancy.api import as_tenant

pytestmark = pytest.mark.browser
Desk = Callable[[str], Page]


@pytest.fixture
def ada(shop: Shop) -> CustomerState:
    return enter(shop, "Ada Lovelace", city="London", country="GB")


def city_of(shop: Shop, ada: CustomerState) -> str:
    with as_tenant(shop.tenant_id):
        return get_customer(ada.id, actor=shop.actor).city


def test_the_second_at_one_field_is_told_and_may_replace(desk: Desk, shop: Shop, ada: CustomerState) -> None:
    page = desk(f"/customers/{ada.id}")
    page.get_by_role("button", name="Edit City: London").click()
    field = page.locator("#fact-city input:not([type=hidden])")
    expect(field).to_have_value("London")
    update_customer(ada.id, {"city": "Paris"}, actor=shop.actor)
    field.fill("Rome")
    field.press("Enter")
    expect(page.locator("#fact-city .error")).to_contain_text("“Paris”")
    expect(field).to_have_value("Rome")
    check_accessible(page)
    page.screenshot(path=SCREENS / "customer-two-at-one-field.png")
    assert city_of(shop, ada) == "Paris"
    field.press("Enter")
    expect(page.get_by_role("button", name="Edit City: Rome")).to_be_visible()
    assert city_of(shop, ada) == "Rome"


def test_a_line_that_breaks_keeps_what_was_typed(desk: Desk, shop: Shop, ada: CustomerState) -> None:
    page = desk(f"/customers/{ada.id}")
    page.get_by_role("button", name="Edit City: London").click()
    field = page.locator("#fact-city input:not([type=hidden])")
    field.fill("Edinburgh")
    page.context.set_offline(True)
    field.press("Enter")
    expect(page.locator(".toast[data-tone=bad]")).to_contain_text("did not answer")
    expect(field).to_have_value("Edinburgh")
    page.context.set_offline(False)
    field.press("Enter")
    expect(page.get_by_role("button", name="Edit City: Edinburgh")).to_be_visible()
    note = page.get_by_placeholder("Write a note")
    note.fill("A long thought that must not be lost")
    page.context.set_offline(True)
    page.get_by_role("button", name="Keep the note").click()
    expect(page.locator(".toast[data-tone=bad]").last).to_contain_text("did not answer")
    expect(note).to_have_value("A long thought that must not be lost")
    page.context.set_offline(False)


def test_a_colleague_is_named_by_keyboard(desk: Desk, shop: Shop, ada: CustomerState) -> None:
    with as_tenant(shop.tenant_id):
        ids = [
            Member.objects.create(person_id=new_id(), name=name, email=f"{n}@x.org").id
            for n, name in enumerate(("Ann Lee", "Ann Lin"))
        ]
    page = desk(f"/customers/{ada.id}")
    note = page.get_by_placeholder("Write a note")
    note.press_sequentially("Ask @ann")
    menu = page.get_by_role("listbox", name="Colleagues")
    expect(menu.get_by_role("option")).to_have_count(2)
    expect(note).to_have_attribute("aria-activedescendant", "mention-0")
    check_accessible(page)
    page.screenshot(path=SCREENS / "customer-mention.png")
    note.press("ArrowDown")
    expect(note).to_have_attribute("aria-activedescendant", "mention-1")
    note.press("Enter")
    expect(menu).to_have_count(0)
    expect(note).to_have_value("Ask @Ann Lin ")
    note.press("Control+Enter")
    expect(page.locator(".entry").first).to_contain_text("Ask @Ann Lin")
    with as_tenant(shop.tenant_id):
        assert Note.objects.get().mentions == [ids[1]]


def test_words_and_tags_are_taken_back(desk: Desk, shop: Shop, ada: CustomerState) -> None:
    page = desk(f"/customers/{ada.id}")
    page.get_by_role("button", name="Add tag").click()
    page.get_by_role("textbox", name="Tags").fill("vip")
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(page.locator("#customer-tags")).to_contain_text("vip")
    page.locator(".toast").last.get_by_role("button", name="Undo").click()
    expect(page.locator("#customer-tags")).not_to_contain_text("vip")
    page.get_by_placeholder("Write a note").fill("First words")
    page.get_by_role("button", name="Keep the note").click()
    page.get_by_role("button", name="Edit the note").click()
    page.locator("#dialog textarea").fill("Other words")
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(page.locator(".entry").first).to_contain_text("Other words")
    page.locator(".toast").last.get_by_role("button", name="Undo").click()
    expect(page.locator(".entry").first).to_contain_text("First words")
