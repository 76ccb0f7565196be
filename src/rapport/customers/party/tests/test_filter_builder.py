"""The filter builder on the list of customers: by form, by mouse and keyboard, seen and accessible."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from tests.browser import check_accessible, look
from tests.house import Shop

from rapport.customers.party.tests.people import enter

URL = "/filters/customer/builder"
ROW = {
    "at": "/customers?sort=name",
    "mode-0": "and",
    "field-0.0": "country",
    "was-0.0": "country",
    "op-0.0": "is",
}


@pytest.fixture
def people(shop: Shop) -> None:
    enter(shop, "Ada Lovelace", country="GB", stage="customer")
    enter(shop, "Grace Hopper", country="US", stage="customer")
    enter(shop, "王芳", country="CN")


def test_rows_become_a_filter_in_the_lists_address(signed_in: Client, people: None) -> None:
    answer = signed_in.post(URL, {**ROW, "value-0.0": "GB", "apply": "1"})
    assert answer.status_code == 302
    assert parse_qs(urlsplit(answer["Location"]).query) == {"sort": ["name"], "filter": ["country:is:GB"]}
    page = signed_in.get(answer["Location"]).content.decode()
    assert "Ada Lovelace" in page and "Grace Hopper" not in page
    assert "Country is United Kingdom" in page


def test_the_rows_of_an_address_are_shown_again(signed_in: Client, people: None) -> None:
    tree = "or(country:any_of:GB|US;not(created:within:last-30-days);some.consents(given:is:true))"
    at = "/customers?" + urlencode({"filter": tree})
    page = signed_in.get(URL, {"at": at}).content.decode()
    for name in ("mode-0", "field-0.0", "op-0.0", "mode-0.1", "field-0.1.0", "mode-0.2", "field-0.2.0"):
        assert f'name="{name}"' in page
    assert 'value="some.consents" selected' in page


def test_buttons_add_and_remove(signed_in: Client, people: None) -> None:
    page = signed_in.post(URL, {**ROW, "value-0.0": "GB", "do": "add:0"}).content.decode()
    assert 'name="field-0.1"' in page and "1 matches" in page
    page = signed_in.post(URL, {**ROW, "value-0.0": "GB", "do": "group:0"}).content.decode()
    assert 'name="mode-0.1"' in page and 'name="field-0.1.0"' in page
    page = signed_in.post(URL, {**ROW, "value-0.0": "GB", "do": "remove:0.0"}).content.decode()
    assert 'name="field-0.0"' not in page and "Everything" in page


def test_a_wrong_value_is_said_at_its_row_and_counts_for_nothing(signed_in: Client, people: None) -> None:
    row = {**ROW, "field-0.0": "orders", "was-0.0": "orders", "op-0.0": "above", "value-0.0": "many"}
    page = signed_in.post(URL, row).content.decode()
    assert "Must be a number." in page and "3 match" in page


def test_another_field_begins_anew(signed_in: Client, people: None) -> None:
    page = signed_in.post(URL, {**ROW, "was-0.0": "name", "value-0.0": "ada"}).content.decode()
    assert 'value="ada"' not in page


def test_strangers_addresses_and_kinds_lead_nowhere(signed_in: Client, people: None) -> None:
    answer = signed_in.post(URL, {**ROW, "at": "//evil.example/", "clear": "1"})
    assert answer["Location"] == "/"
    assert signed_in.get("/filters/consent/builder").status_code in (403, 404)
    assert signed_in.get("/filters/nothing/builder").status_code in (403, 404)
    hostile = {f"mode-0{'.0' * 90}": "and", "field-0.x": "'", "field-0.99999": "x"}
    assert signed_in.post(URL, {**ROW, **hostile, "do": "remove:0.7.8"}).status_code == 200


def test_a_list_with_a_filter_that_makes_no_sense_is_refused(signed_in: Client, people: None) -> None:
    answer = signed_in.get("/customers", {"filter": "nothing:is:1"})
    assert answer.status_code == 422
    assert signed_in.get("/customers", {"filter": "((((("}).status_code == 422


@pytest.mark.browser
@pytest.mark.django_db(transaction=True, databases="__all__")
def test_a_filter_is_built_by_keyboard(desk: Callable[..., Page], people: None) -> None:
    page = desk("/customers")
    page.keyboard.press("f")
    dialog = page.locator("#dialog")
    expect(dialog.get_by_role("heading", name="Filter")).to_be_visible(timeout=60_000)
    dialog.get_by_label("Field").first.select_option("country")
    dialog.get_by_label("Value").first.wait_for(timeout=60_000)
    dialog.get_by_label("Value").first.select_option("GB")
    expect(dialog.get_by_text("1 matches")).to_be_visible(timeout=60_000)
    dialog.get_by_role("button", name="Group").first.click()
    dialog.get_by_label("Field").nth(1).select_option("created")
    expect(dialog.get_by_label("Comparison").nth(1)).to_have_value("within", timeout=60_000)
    dialog.get_by_label("Value").nth(1).select_option("last-30-days")
    expect(dialog.get_by_text("Entered lies in the last 30 days")).to_be_visible(timeout=60_000)
    check_accessible(page)
    dialog.get_by_role("button", name="Show them").click()
    expect(page.get_by_text("Ada Lovelace")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Grace Hopper")).to_have_count(0)
    assert "filter=" in page.url
    look(page, "customers-filtered")
    page.get_by_role("link", name="Remove the filter").click()
    expect(page.get_by_text("Grace Hopper")).to_be_visible(timeout=60_000)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True, databases="__all__")
def test_every_widget_is_seen_and_accessible(desk: Callable[..., Page], people: None) -> None:
    tree = (
        "name:contains:ada;country:any_of:GB|US;or(orders:between:1|5;spent:above:100 EUR;"
        "birth_date:on:2000-01-02;created:before:today-7d;email:any_of:a@b.example|c@d.example;orders:above:many);"
        "no.orders(placed_at:within:last-90-days;status:is:paid)"
    )
    page = desk(f"{URL}?" + urlencode({"at": "/customers?" + urlencode({"filter": tree})}))
    expect(page.get_by_label("Field")).to_have_count(10, timeout=60_000)
    check_accessible(page)
    look(page, "filter-builder", whole=True, alone=True)
