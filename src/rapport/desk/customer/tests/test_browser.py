"""The desk in a real browser: home, the list and the customer's page, seen, accessible, and used."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, expect
from tests.browser import check_accessible, look
from tests.house import Shop

from rapport.analytical.value.api import recount_worth
from rapport.customers.consent.api import ConsentDraft, record_consent
from rapport.customers.matching.api import merge_customers
from rapport.customers.party.api import AddressDraft, CustomerState, add_relation, set_custom_fields
from rapport.customers.party.tests.people import enter
from rapport.customers.privacy.api import erase_customer
from rapport.customers.timeline.api import (
    CUSTOMER,
    Subject,
    TaskDraft,
    add_note,
    add_task,
    attach_file,
    log_contact,
)
from rapport.kernel.blobs.api import store_blob
from rapport.kernel.fields.api import Choice, define_field
from rapport.kernel.search.api import Document, index_documents
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.orders.api import NewLine, NewOrder, place_order

pytestmark = pytest.mark.browser
Desk = Callable[[str], Page]
PEOPLE = ("王小明", "Grace Hopper", "Katherine Johnson", "陈静怡", "Rosalind Franklin", "Søren Kierkegaard")


@pytest.fixture
def ada(shop: Shop) -> CustomerState:
    """A customer with something of everything, among others."""
    for number, name in enumerate(PEOPLE):
        tags = ("newsletter",) if number % 2 else ("批发", "B2B")
        stage = "customer" if number % 3 else "prospect"
        enter(shop, name, f"person{number}@example.com", city="Berlin", country="DE", stage=stage, tags=tags)
    company = enter(shop, "Analytical Engines Ltd", "+44 20 7946 0018", kind="company", country="GB")
    state = enter(
        shop,
        "Ada Lovelace",
        "ada@example.com",
        "+44 20 7946 0958",
        given_name="Ada",
        family_name="Lovelace",
        city="London",
        country="GB",
        stage="customer",
        birth_date=date(1985, 12, 10),
        tags=("vip", "老客户"),
        roles=("customer", "partner"),
        addresses=(
            AddressDraft(street="12 St James's Square", postal_code="SW1Y 4JH", city="London", country="GB"),
        ),
    )
    add_relation(state.id, company.id, "employee_of", title="Chief analyst", actor=shop.actor)
    about, now = Subject(CUSTOMER, state.id, state.id), timezone.now()
    add_note(about, "Wants the catalogue in Chinese next time.", actor=shop.actor)
    log_contact(
        state.id, kind="call", summary="Asked when the order ships.", direction="in", actor=shop.actor
    )
    for title, days in (("Send the catalogue", 2), ("Ask about the delivery", -1)):
        add_task(about, TaskDraft(title, due_at=now + timedelta(days=days), priority=3), actor=shop.actor)
    for channel, given in (("email", True), ("sms", False)):
        record_consent(ConsentDraft(state.id, "newsletter", channel, given, origin="self"), actor=shop.actor)
    for days, price in ((120, 3990), (40, 12900), (3, 5450)):
        lines = (NewLine(Decimal(2), Decimal(price) / 100, description="Tea"),)
        place_order(
            NewOrder(lines, party_id=state.id, placed_at=now - timedelta(days=days)), actor=shop.actor
        )
    with as_tenant(shop.tenant_id):
        recount_worth(actor=shop.actor)
    return state


def test_pages_are_seen_and_accessible(desk: Desk, ada: CustomerState) -> None:
    for path, name in (("/", "home"), ("/customers", "customers"), (f"/customers/{ada.id}", "customer")):
        page = desk(path)
        check_accessible(page)
        look(page, name, alone=True)


def test_every_kind_of_customer_is_seen_and_accessible(desk: Desk, ada: CustomerState, shop: Shop) -> None:
    green = [Choice("green", "Green"), Choice("black", "Black")]
    define_field("customer", "tea", "Favourite tea", "choice", choices=green, actor=shop.actor)
    define_field("customer", "met", "First met", "date", actor=shop.actor)
    set_custom_fields(ada.id, {"tea": "green", "met": "2024-05-31"}, actor=shop.actor)
    with as_tenant(shop.tenant_id):
        picture = io.BytesIO()
        Image.new("RGB", (64, 48), "#7a8cff").save(picture, "PNG")
        blob = store_blob([picture.getvalue()], "shop.png", "attachment", actor=shop.actor)
        about = Subject(CUSTOMER, ada.id, ada.id)
        attach_file(about, blob.id, blob.name, blob.media_type, blob.size, actor=shop.actor)
    empty = enter(shop, "王小明", kind="person")
    turned = enter(shop, "محمد بن سلمان 🌸", "m@example.com", city="جدة", country="SA")
    endless = enter(shop, "Längster Name " * 20, "long@example.com")
    twin, gone = enter(shop, "A. Lovelace", "ada@example.com"), enter(shop, "Gone Away", "gone@example.com")
    merge_customers(ada.id, twin.id, actor=shop.actor)
    erase_customer(gone.id, actor=shop.actor)
    named = (("whole", ada), ("empty", empty), ("turned", turned), ("endless", endless), ("erased", gone))
    for name, state in named:
        page = desk(f"/customers/{state.id}")
        check_accessible(page)
        look(page, f"customer-{name}", whole=name == "whole", alone=True)
    assert desk(f"/customers/{twin.id}").url.endswith(str(ada.id))


def test_a_field_is_edited_and_taken_back(desk: Desk, ada: CustomerState) -> None:
    page = desk(f"/customers/{ada.id}")
    page.get_by_role("button", name="Edit City: London").click()
    page.locator("#fact-city input").last.fill("Paris")
    page.keyboard.press("Enter")
    expect(page.locator("#fact-city")).to_contain_text("Paris")
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(page.locator("#fact-city")).to_contain_text("London")


def test_a_way_to_reach_is_added(desk: Desk, ada: CustomerState) -> None:
    page = desk(f"/customers/{ada.id}")
    page.get_by_role("button", name="Add a way to reach").click()
    page.get_by_label("Address or number").fill("ada@work.example")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("link", name="ada@work.example")).to_be_visible()


def test_a_customer_is_entered_by_keyboard(desk: Desk, ada: CustomerState) -> None:
    page = desk("/customers")
    page.keyboard.press("n")
    expect(page.get_by_role("dialog").get_by_label("Name")).to_be_focused()
    page.keyboard.type("Mary Somerville")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Mary Somerville")).to_be_visible()


def test_a_phone_shows_one_part_at_a_time(desk: Desk, ada: CustomerState) -> None:
    page = desk(f"/customers/{ada.id}")
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("tab", name="About").click()
    expect(page.locator("#record-left")).to_be_visible()
    expect(page.locator("#record-right")).to_be_hidden()


def test_a_note_is_written_and_a_task_ticked(desk: Desk, ada: CustomerState) -> None:
    page = desk(f"/customers/{ada.id}")
    page.get_by_placeholder("Write a note").fill("Call her on Friday")
    page.get_by_role("button", name="Keep the note").click()
    expect(page.locator(".entry").first).to_contain_text("Call her on Friday")
    page.get_by_role("button", name="Done: Send the catalogue").click()
    expect(page.locator(".tasks .done")).to_contain_text("Send the catalogue")
    page.get_by_role("link", name="Contacts").click()
    expect(page.locator(".entry")).to_have_count(1)


def test_a_consent_is_withdrawn(desk: Desk, ada: CustomerState) -> None:
    page = desk(f"/customers/{ada.id}")
    page.get_by_role("button", name="Withdraw E-mail, Newsletter").click()
    expect(page.locator(".may-we .badge[data-tone=bad]")).to_have_count(2)


def test_what_is_sought_is_found_while_typing(desk: Desk, ada: CustomerState, shop: Shop) -> None:
    with as_tenant(shop.tenant_id):
        index_documents([Document("customer", ada.id, ada.name, "London")])
    page = desk("/")
    page.keyboard.press("/")
    page.keyboard.type("lovel")
    expect(page.locator("#palette [data-group=records] [role=option]").first).to_contain_text("Ada Lovelace")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Ada Lovelace")).to_be_visible()
