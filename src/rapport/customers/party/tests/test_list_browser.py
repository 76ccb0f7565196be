"""The list of customers in a real browser: seen in every dress, walked, ordered, its columns chosen."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect
from tests.browser import check_accessible, look
from tests.house import Shop

from rapport.customers.party import api
from rapport.customers.party.api import PurchaseCounter
from rapport.customers.party.models import Party
from rapport.customers.party.tests.people import draft
from rapport.kernel.tenancy.api import as_tenant

pytestmark = pytest.mark.browser
Desk = Callable[[str], Page]
NOW = datetime(2026, 3, 1, tzinfo=UTC)
HOSTILE = (
    "x" * 300,
    "محمد الفاتح",
    "👩‍👩‍👧‍👦 The Family",
    "<script>alert(1)</script>",
    "王小明",
    "Café Müller GmbH",
    "\u202egnirts",
    "Z̷̢͎a̸l̵g̶o̴ " * 12,
)


@pytest.fixture
def people(shop: Shop) -> None:
    """A hundred and thirty customers, some with names nobody expects."""
    cities = ("London", "杭州", "Berlin", "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch")
    names = [*HOSTILE, *(f"Customer {number:03}" for number in range(122))]
    api.create_customers(
        [
            draft(
                name,
                f"c{number}@example.com",
                city=cities[number % 4],
                country=("GB", "CN", "DE", "")[number % 4],
                tags=("wholesale", "老客户", "B2B")[: number % 4],
                stage=("customer", "prospect", "former")[number % 3],
            )
            for number, name in enumerate(names)
        ],
        actor=shop.actor,
    )
    with as_tenant(shop.tenant_id):
        ids = list(Party.objects.order_by("id").values_list("id", flat=True)[:60])
    counters = [
        PurchaseCounter(one, n, n * 7_919_113, "EUR", NOW, NOW + timedelta(days=n))
        for n, one in enumerate(ids, 1)
    ]
    api.set_purchase_counters(counters, actor=shop.actor)


def test_the_list_is_seen_and_accessible(desk: Desk, people: None) -> None:
    page = desk("/customers")
    look(page, "customers")
    check_accessible(page)
    last = page.locator("thead th").last.bounding_box()
    assert last is not None
    assert last["x"] + last["width"] <= 1360


def test_the_list_is_walked_to_its_end(desk: Desk, people: None) -> None:
    page = desk("/customers?sort=name")
    rows = page.locator("tbody tr[data-id]")
    expect(rows).to_have_count(50)
    for count in (100, 130):
        page.locator("tr.more a").scroll_into_view_if_needed()
        expect(rows).to_have_count(count)
    expect(page.locator("tr.more")).to_have_count(0)
    ids = rows.evaluate_all("rows => rows.map(row => row.dataset.id)")
    assert len(set(ids)) == 130


def test_columns_are_chosen_moved_and_widened(desk: Desk, people: None) -> None:
    page = desk("/customers")
    page.get_by_role("button", name="Columns").click()
    menu = page.locator("#columns-customers")
    menu.get_by_role("checkbox", name="Phone").check()
    menu.get_by_role("checkbox", name="E-mail").uncheck()
    menu.locator('li[data-column="tags"]').hover()
    menu.get_by_role("button", name="Earlier: Tags").click()
    menu.get_by_role("button", name="Wider: Tags").click()
    check_accessible(page)
    menu.get_by_role("button", name="Show these").click()
    expect(page.locator('th[data-column="phone"]')).to_be_visible()
    expect(page.locator('th[data-column="email"]')).to_have_count(0)
    assert "cols=" in page.url
    page.reload()
    heads = page.locator("thead th[data-column]")
    order = heads.evaluate_all("heads => heads.map(one => one.dataset.column)")
    assert order.index("tags") < order.index("stage")
    page.get_by_role("link", name="Name").click()
    expect(page.locator('th[data-column="name"]')).to_have_attribute("aria-sort", "ascending")
    expect(page.locator('th[data-column="phone"]')).to_be_visible()
