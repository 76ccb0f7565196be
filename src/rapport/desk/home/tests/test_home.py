"""The home page: for everybody, within what each may see, in a language of ours."""

from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.house import Shop

from rapport.customers.party.tests.people import enter
from rapport.kernel.identity.models import Person


def test_shows_what_came_in(signed_in: Client, shop: Shop) -> None:
    enter(shop, "Ada Lovelace")
    page = signed_in.get("/").content.decode()
    assert "Ada Lovelace" in page
    assert "Sign out" in page


def test_an_empty_shop_is_told_what_to_do(signed_in: Client) -> None:
    assert "Bring your shop in" in signed_in.get("/").content.decode()


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
