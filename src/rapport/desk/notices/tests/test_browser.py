"""The list of notices and the bell, as people see them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.browser import check_accessible, look
from tests.house import Shop

from rapport.customers.party.tests.people import enter
from rapport.customers.timeline.api import Subject, TaskDraft, add_task
from rapport.desk.notices.tests.test_pages import told
from rapport.kernel.notices.api import NoticeDraft, tell
from rapport.kernel.tenancy.api import as_tenant

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases="__all__")]


def test_the_list_is_seen_and_leads_to_the_thing(desk: Callable[[str], Page], shop: Shop) -> None:
    state = enter(shop, "Ada Lovelace")
    about = Subject("customer", state.id, state.id)
    task = add_task(about, TaskDraft("Send the catalogue to Ada before Friday"), actor=shop.actor)
    member = shop.actor.member_id
    with as_tenant(shop.tenant_id):
        given = {"party": str(state.id)}
        tell(
            [NoticeDraft(kind="task.assigned", member_id=member, subject_id=task.id, values=given)],
            now=task.created_at,
        )
    told(shop, 2)
    page = desk("/notices")
    check_accessible(page)
    look(page, "notices")
    page.get_by_role("link", name="Send the catalogue").click()
    expect(page.get_by_role("heading", name="Ada Lovelace")).to_be_visible()
    expect(page.get_by_role("link", name="Notices, 2 unread")).to_be_visible()


def test_what_was_opened_last_stands_in_the_side_bar(desk: Callable[[str], Page], shop: Shop) -> None:
    page = desk("/customers")
    recent = page.locator("nav.rail details").filter(has_text="Opened last")
    recent.locator("summary").click()
    expect(recent).to_contain_text("Nothing yet")
    check_accessible(page, within="#side")


def test_parts_of_the_side_bar_stay_as_they_were_left(desk: Callable[[str], Page]) -> None:
    page = desk("/customers")
    rail = page.locator("nav.rail")
    rail.locator("summary", has_text="Sales").click()
    expect(rail.get_by_role("link", name="Orders")).to_be_hidden()
    expect(rail.get_by_role("link", name="API tokens")).to_have_count(0)
    page.goto(page.url.replace("/customers", "/settings/"))
    expect(rail.get_by_role("link", name="API tokens")).to_be_visible()
    expect(rail.get_by_role("link", name="Orders")).to_be_hidden()
    page.goto(page.url.replace("/settings/", "/orders"))
    expect(rail.get_by_role("link", name="Orders")).to_be_visible()
