"""The home page: for everybody, within what each may see, in a language of ours."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO

from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.house import Shop

from rapport.customers.intake.api import take_upload
from rapport.customers.intake.api.landing import run_import
from rapport.customers.likeness.operations.searching import search_pairs
from rapport.customers.party.tests.people import enter
from rapport.kernel.identity.api import create_unit
from rapport.kernel.identity.models import Person
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.orders.api import (
    InvoiceTerms,
    NewLine,
    NewOrder,
    change_status,
    issue_invoice,
    place_order,
)
from rapport.operational.orders.models import Invoice


def test_shows_what_came_in(signed_in: Client, shop: Shop) -> None:
    enter(shop, "Ada Lovelace")
    page = signed_in.get("/").content.decode()
    assert "Ada Lovelace" in page
    assert "Sign out" in page


def test_an_empty_shop_is_told_what_to_do(signed_in: Client) -> None:
    signed_in.post("/first-steps/away")
    page = signed_in.get("/").content.decode()
    assert "Bring your shop in" in page
    assert 'href="/imports/new"' in page


def test_says_what_needs_somebody(signed_in: Client, shop: Shop) -> None:
    taken = take_upload(
        BytesIO(b"name,email\nAda,ada@example.com\n,nobody\n"), "list.csv", "customers", actor=shop.actor
    )
    assert "waits to be imported" in signed_in.get("/").content.decode()
    run_import(taken.id, actor=shop.actor)
    new = NewOrder(lines=(NewLine(unit_price=Decimal(5)),), placed_at=datetime.now(UTC) - timedelta(days=9))
    order = place_order(new, actor=shop.actor)
    page = signed_in.get("/").content.decode()
    assert "1 row of “list.csv” was rejected" in page
    assert "1 order waits for money" in page
    change_status(order.id, "paid", actor=shop.actor)
    assert "1 order to send" in signed_in.get("/").content.decode()


def test_every_line_leads_to_what_it_counts(signed_in: Client, shop: Shop) -> None:
    now = datetime.now(UTC)
    lines = (NewLine(unit_price=Decimal(5)),)
    numbers = {}
    for name, age in (("fresh", 0), ("unpaid", 9), ("unsent", 1), ("overdue", 1)):
        new = NewOrder(lines=lines, placed_at=now - timedelta(days=age))
        numbers[name] = place_order(new, actor=shop.actor)
    change_status(numbers["unsent"].id, "paid", actor=shop.actor)
    terms = InvoiceTerms(due_on=now.date() + timedelta(days=2))
    issue_invoice(numbers["fresh"].id, terms, actor=shop.actor)
    late = issue_invoice(numbers["overdue"].id, terms, actor=shop.actor)
    with as_tenant(shop.tenant_id):
        Invoice.objects.filter(id=late.id).update(due_on=now.date() - timedelta(days=2))
    needs = signed_in.get("/").content.decode()
    for left, said in (
        ("unpaid", "1 order waits"),
        ("unsent", "1 order to send"),
        ("overdue", "1 invoice is"),
    ):
        assert f'<a href="/orders?left={left}">{said}' in needs
        listed = signed_in.get(f"/orders?left={left}").content.decode()
        assert {name for name, order in numbers.items() if str(order.id) in listed} == {left}


def test_likely_duplicates_wait_for_a_decision(signed_in: Client, shop: Shop) -> None:
    for family in ("Lovelace", "Lovelase"):
        names = {"given_name": "Ada", "family_name": family, "birth_date": date(1915, 12, 10)}
        enter(shop, f"Ada {family}", city="London", **names)
    search_pairs(actor=shop.actor)
    assert '<a href="/duplicates">1 pair of customers is probably one' in signed_in.get("/").content.decode()


def test_rolls_the_figures_of_units_up(signed_in: Client, shop: Shop) -> None:
    with as_tenant(shop.tenant_id):
        top = create_unit("Group", "group")
        town = create_unit("Hangzhou", "hangzhou", parent_id=top.id)
    for unit, price in ((top, 5), (town, 20)):
        lines = (NewLine(unit_price=Decimal(price)),)
        place_order(NewOrder(lines=lines, unit_id=unit.id), actor=shop.actor)
    page = signed_in.get("/").content.decode()
    figures = page[page.index("By unit") :]
    assert (
        figures.index("Group") < figures.index("25.00") < figures.index("Hangzhou") < figures.index("20.00")
    )


def test_costs_few_queries(
    signed_in: Client, shop: Shop, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(12):
        enter(shop, f"Customer {number}", f"c{number}@example.com")
    with django_assert_max_num_queries(25):
        signed_in.get("/")


def test_a_language_we_lack_becomes_english(signed_in: Client, shop: Shop) -> None:
    Person.objects.filter(id=shop.person.id).update(locale="de")
    page = signed_in.get("/").content.decode()
    assert '<html lang="en"' in page


def test_strangers_are_led_to_sign_in(client: Client, shop: Shop) -> None:
    assert client.get("/")["Location"].startswith("/sign-in/")
