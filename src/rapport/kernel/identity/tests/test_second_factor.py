"""The second factor by its pages: set up, asked for, recovery codes, its end, and guessing."""

from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from tests.house import Shop

from rapport.kernel.identity.tests.codes import code_of
from rapport.kernel.mail.api import list_mail

APP, OFF = "/account/second-factor/app/", "/account/second-factor/app/off/"
CODES, CODE = "/account/second-factor/codes/", "/sign-in/code/"


@pytest.fixture(autouse=True)
def no_earlier_attempts(shop: Shop) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def wrong_code_of(secret: str) -> str:
    return str((int(code_of(secret)) + 500_000) % 1_000_000).zfill(6)


def give_password(client: Client, shop: Shop) -> bool:
    values = {"login": shop.person.email, "password": shop.password}
    return str(client.post("/sign-in/", values)["Location"]).startswith(CODE)


def is_in(client: Client) -> bool:
    return client.get("/businesses/").status_code == 200


@pytest.fixture
def secret(client: Client, shop: Shop) -> str:
    """Set the factor up as a person does; `client` stays signed in."""
    give_password(client, shop)
    again = client.get(APP)
    client.post(again["Location"], {"password": shop.password})
    secret = str(client.get(APP).context["form"].secret)
    assert client.post(APP, {"code": wrong_code_of(secret)}).status_code == 200
    assert not Authenticator.objects.filter(user=shop.person).exists(), "a wrong code sets nothing up"
    assert client.post(APP, {"code": code_of(secret)}).status_code == 302
    cache.clear()  # a code works once; the next sign-in would wait half a minute for another
    return secret


def test_is_set_up_asked_for_and_told(client: Client, shop: Shop, secret: str) -> None:
    elsewhere = Client()
    assert give_password(elsewhere, shop)
    assert not is_in(elsewhere)
    assert elsewhere.post(CODE, {"code": code_of(secret)}).status_code == 302
    assert is_in(elsewhere)
    assert any(line.to == shop.person.email for line in list_mail())


def test_a_code_works_once(client: Client, shop: Shop, secret: str) -> None:
    code = code_of(secret)
    first, second = Client(), Client()
    give_password(first, shop)
    first.post(CODE, {"code": code})
    give_password(second, shop)
    second.post(CODE, {"code": code})
    assert (is_in(first), is_in(second)) == (True, False)


def test_every_recovery_code_works_once(client: Client, shop: Shop, secret: str) -> None:
    codes = client.get(CODES).context["unused_codes"]
    assert len(codes) == len(set(codes)) == 10
    for code in codes[:2]:
        for works in (True, False):
            browser = Client()
            give_password(browser, shop)
            browser.post(CODE, {"code": code})
            assert is_in(browser) is works
    assert client.get(CODES).context["unused_codes"] == codes[2:]


def test_new_recovery_codes_end_the_old(client: Client, shop: Shop, secret: str) -> None:
    old = client.get(CODES).context["unused_codes"]
    client.post("/account/second-factor/codes/new/")
    new = client.get(CODES).context["unused_codes"]
    assert not set(old) & set(new)
    browser = Client()
    give_password(browser, shop)
    browser.post(CODE, {"code": old[0]})
    assert not is_in(browser)


@pytest.mark.parametrize("path", [OFF, CODES, "/account/second-factor/codes/file/"])
def test_codes_and_the_end_ask_who_is_there(client: Client, shop: Shop, secret: str, path: str) -> None:
    session = client.session
    session["account_authentication_methods"] = [
        {**method, "at": 0} for method in session["account_authentication_methods"]
    ]
    session.save()
    answer = client.get(path)
    assert "/confirm/" in answer["Location"]
    client.post(OFF)
    assert Authenticator.objects.filter(user=shop.person, type="totp").exists()


def test_ends_on_its_page(client: Client, shop: Shop, secret: str) -> None:
    assert client.post(OFF).status_code == 302
    assert not Authenticator.objects.filter(user=shop.person).exists(), "the recovery codes end with it"
    assert not give_password(Client(), shop)


def test_is_not_to_be_guessed(client: Client, shop: Shop, secret: str) -> None:
    guesser = Client()
    give_password(guesser, shop)
    answers = [guesser.post(CODE, {"code": wrong_code_of(secret)}) for _ in range(12)]
    assert any("Too many" in answer.content.decode() for answer in answers)
    guesser.post(CODE, {"code": code_of(secret)})
    assert not is_in(guesser), "even the right code is refused for a while"
